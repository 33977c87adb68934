# Analyse every table of tables/ with R QCA and write what it says to qca_values.json.
# Usage, from this folder: Rscript qca_values.R [folder of R packages] [output file]
# Layout of the JSON: README.md.

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) > 0) .libPaths(c(arguments[1], .libPaths()))
target <- if (length(arguments) > 1) arguments[2] else "qca_values.json"
suppressPackageStartupMessages({
    library(QCA)
    library(jsonlite)
})

inclusion_cut <- 0.8
necessity_cuts <- list(incl.cut = 0.9, cov.cut = 0.5, ron.cut = 0.5)
most_pairs <- 16

number <- function(x) unname(lapply(x, function(value) round(as.numeric(value), 6)))
numbers <- function(x) I(round(as.numeric(unlist(x)), 6))
tight <- function(x) gsub(" ", "", x)
quietly <- function(call) {
    result <- NULL
    capture.output(
        result <- tryCatch(
            suppressWarnings(suppressMessages(call)),
            error = function(problem) structure(list(conditionMessage(problem)), class = "failed")
        )
    )
    result
}
failed <- function(x) inherits(x, "failed")

# One entry a model: its terms, unique coverage of each, and inclusion, PRI and coverage.
models <- function(solution, fit) {
    parts <- if (is.null(fit$individual)) list(fit) else fit$individual
    lapply(seq_along(solution), function(place) {
        table <- parts[[place]]$incl.cov
        list(
            terms = I(tight(solution[[place]])),
            unique = numbers(table[match(tight(solution[[place]]), tight(rownames(table))), "covU"]),
            fit = numbers(parts[[place]]$sol.incl.cov[1, 1:3])
        )
    })
}

# Inclusion, PRI and raw coverage of every term of a result.
term_fits <- function(fit) {
    table <- if (is.null(fit$overall)) fit$incl.cov else fit$overall$incl.cov
    found <- lapply(seq_len(nrow(table)), function(row) numbers(table[row, 1:3]))
    names(found) <- tight(rownames(table))
    found
}

row_numbers <- function(matrix) I(sort(as.integer(rownames(as.data.frame(matrix)))))

expectations <- function(levels, mixed) {
    present <- ifelse(levels > 2, "1;2", "1")
    if (!mixed) return(present)
    ifelse(seq_along(levels) %% 3 == 1, "-", ifelse(seq_along(levels) %% 3 == 2, "0", present))
}

intermediate <- function(truth, expected, count) {
    if (count > most_pairs) return(list(skipped = TRUE))
    found <- quietly(minimize(truth, include = "?", dir.exp = expected))
    if (failed(found)) return(list(error = TRUE))
    list(expected = I(expected), pairs = lapply(found$i.sol, function(pair) list(
        easy = row_numbers(pair$EC),
        models = models(pair$solution, pair$IC)
    )), terms = Reduce(modifyList, lapply(found$i.sol, function(pair) term_fits(pair$IC))))
}

solutions <- function(truth, levels) {
    conservative <- quietly(minimize(truth))
    parsimonious <- quietly(minimize(truth, include = "?"))
    if (failed(conservative) || failed(parsimonious)) {
        return(list(
            conservative = if (failed(conservative)) list(error = TRUE) else list(
                models = models(conservative$solution, conservative$IC)
            ),
            parsimonious = list(error = TRUE)
        ))
    }
    exhaustive <- quietly(minimize(truth, include = "?", method = "QMC"))
    key <- function(x) sort(sapply(x$solution, function(model) paste(sort(model), collapse = "+")))
    count <- length(conservative$solution) * length(parsimonious$solution)
    present <- intermediate(truth, expectations(levels, FALSE), count)
    mixed <- intermediate(truth, expectations(levels, TRUE), count)
    terms <- Reduce(modifyList, list(
        term_fits(conservative$IC), term_fits(parsimonious$IC),
        as.list(present$terms), as.list(mixed$terms)
    ))
    list(
        conservative = list(models = models(conservative$solution, conservative$IC)),
        parsimonious = list(
            models = models(parsimonious$solution, parsimonious$IC),
            assumptions = unname(lapply(parsimonious$SA, row_numbers)),
            methods_agree = identical(key(parsimonious), key(exhaustive))
        ),
        presence = present[setdiff(names(present), "terms")],
        mixed = mixed[setdiff(names(mixed), "terms")],
        terms = terms
    )
}

necessity <- function(found) {
    if (is.null(found) || failed(found)) return(setNames(list(), character()))
    table <- found$incl.cov
    fits <- lapply(seq_len(nrow(table)), function(row) numbers(table[row, 1:3]))
    names(fits) <- tight(rownames(table))
    fits
}

outcome_values <- function(data, outcome) {
    runs <- list()
    solved <- list()
    for (n_cut in 1:2) {
        for (pri_cut in c(0, 0.6)) {
            truth <- quietly(truthTable(
                data, outcome, incl.cut = inclusion_cut, n.cut = n_cut, pri.cut = pri_cut
            ))
            if (failed(truth)) {
                runs[[length(runs) + 1]] <- list(n_cut = n_cut, pri_cut = pri_cut, error = TRUE)
                next
            }
            if (n_cut == 1 && pri_cut == 0) {
                seen <- truth$tt[truth$tt$n > 0, ]
                rows <- list(
                    number = I(as.integer(rownames(seen))), n = I(as.integer(seen$n)),
                    inclusion = numbers(seen$incl), pri = numbers(seen$PRI),
                    cases = I(gsub(" ", "", seen$cases))
                )
            }
            out <- paste(truth$tt[as.character(rows$number), "OUT"], collapse = "")
            runs[[length(runs) + 1]] <- list(n_cut = n_cut, pri_cut = pri_cut, out = out)
            if (is.null(solved[[out]])) {
                levels <- unname(truth$noflevels)
                solved[[out]] <- solutions(truth, levels)
            }
        }
    }
    single <- quietly(superSubset(data, outcome = outcome, incl.cut = 0, depth = 1))
    supersets <- quietly(do.call(superSubset, c(list(data, outcome = outcome), necessity_cuts)))
    list(
        rows = rows, single = necessity(single), necessity = necessity(supersets),
        runs = runs, solutions = solved
    )
}

table_values <- function(file) {
    message(file, " ", format(Sys.time(), "%H:%M:%S"))
    data <- read.csv(file, row.names = 1)
    outcome <- names(data)[ncol(data)]
    truth <- truthTable(data, outcome, incl.cut = inclusion_cut)
    found <- list(
        conditions = I(names(data)[-ncol(data)]),
        levels = I(unname(as.integer(truth$noflevels)))
    )
    found$outcomes <- list(
        outcome_values(data, outcome), outcome_values(data, paste0("~", outcome))
    )
    names(found$outcomes) <- c(outcome, paste0("~", outcome))
    found
}

calibrations <- function(raw) {
    one <- function(column, ...) {
        settings <- list(...)
        result <- quietly(do.call(calibrate, c(list(raw[[column]]), settings)))
        settings <- lapply(settings, function(value) if (length(value) > 1) I(value) else value)
        list(
            column = column, settings = settings,
            values = if (failed(result)) NULL else numbers(result)
        )
    }
    fsqca <- plogis(3)
    list(
        one("DEV", thresholds = c(400, 550, 900)),
        one("DEV", thresholds = c(400, 550, 900), idm = fsqca),
        one("STB", thresholds = c(15, 9.5, 5)),
        one("STB", thresholds = c(15, 9.5, 5), idm = fsqca),
        one("URB", thresholds = c(25, 50, 65), logistic = FALSE),
        one("STB", thresholds = c(15, 9.5, 5), logistic = FALSE),
        one("LIT", thresholds = c(40, 60, 75, 85, 95, 99), logistic = FALSE),
        one("LIT", thresholds = c(75, 60, 40, 99, 95, 85), logistic = FALSE),
        one("DEV", method = "indirect", thresholds = c(350, 550, 650, 850)),
        one("URB", method = "indirect", thresholds = c(25, 35, 50, 65)),
        one("STB", method = "indirect", thresholds = c(5, 9.5, 12, 15)),
        one("LIT", method = "indirect", thresholds = c(50, 75, 90)),
        one("IND", method = "indirect", thresholds = c(20, 30, 40)),
        one("DEV", type = "crisp", thresholds = 550),
        one("DEV", type = "crisp", thresholds = c(400, 550, 900))
    )
}

files <- sort(setdiff(list.files("tables", full.names = TRUE), "tables/LR.csv"))
values <- list(
    program = "R package QCA",
    version = as.character(packageVersion("QCA")),
    r_version = paste(R.version$major, R.version$minor, sep = "."),
    date = format(Sys.Date()),
    inclusion_cut = inclusion_cut,
    necessity_cuts = necessity_cuts
)
values$tables <- lapply(files, table_values)
names(values$tables) <- sub("\\.csv$", "", basename(files))
values$calibrate <- calibrations(read.csv("tables/LR.csv", row.names = 1))
writeLines(toJSON(values, auto_unbox = TRUE, digits = 6, null = "null", na = "null"), target)
