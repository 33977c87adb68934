# Ceilings of the R package NCA over the tables in tables/, for the tests to compare with.
# Rscript nca_values.R FOLDER_OF_THE_UNPACKED_PACKAGE_SOURCES [folder with R packages] [output file]
# The package's own functions are called; its drawing packages are not needed for that.

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) > 1) .libPaths(c(arguments[2], .libPaths()))
target <- if (length(arguments) > 2) arguments[3] else "nca_values.json"
Sys.setenv(NCA_SKIP_PURITY = "TRUE")
for (file in list.files(file.path(arguments[1], "R"), "^p_.*R$", full.names = TRUE)) source(file)
version <- read.dcf(file.path(arguments[1], "DESCRIPTION"))[1, "Version"]

needed <- function(bottleneck, x) {
    actual <- c(attr(bottleneck, "mpx.actual"))
    percent <- 100 * (actual - min(x)) / (max(x) - min(x))
    lapply(percent, function(value) if (is.infinite(value)) "NN" else value)
}

scatter <- function(data, condition, outcome) {
    x <- data[, condition, drop = FALSE]
    y <- data[, outcome, drop = FALSE]
    bottleneck <- p_bottleneck_data(
        x, y, list(NULL), FALSE, c("ce_fdh", "cr_fdh"), "percentage.range", "percentage.range",
        10, NULL, 0
    )
    points <- p_create_loop_data(x, y, list(NULL), FALSE, FALSE, 1, 0.95, NULL)
    step <- p_nca_ce_fdh(points, bottleneck)
    points$ce_fdh_ceiling <- step$ceiling
    line <- p_nca_cr_fdh(points, bottleneck)
    list(
        scope = points$scope.area,
        peers = as.list(rownames(step$peers)),
        step = list(effect = step$effect, needed = needed(step$bottleneck, x)),
        line = list(
            effect = line$effect, accuracy = line$accuracy, slope = line$slope,
            intercept = line$intercept, needed = needed(line$bottleneck, x)
        )
    )
}

analyse <- function(file) {
    data <- read.csv(file, row.names = 1)
    data <- data[, sapply(data, function(column) length(unique(column)) > 1)]
    outcome <- names(data)[ncol(data)]
    conditions <- setdiff(names(data), outcome)
    sapply(conditions, function(name) scatter(data, name, outcome), simplify = FALSE)
}

files <- sort(list.files("tables", "csv$", full.names = TRUE), method = "radix")
tables <- sapply(files, analyse, simplify = FALSE)
names(tables) <- sub("\\.csv$", "", basename(files))
values <- list(
    program = "R NCA", version = version, r_version = as.character(getRversion()), tables = tables
)
jsonlite::write_json(values, target, auto_unbox = TRUE, digits = 10, na = "null", null = "null")
