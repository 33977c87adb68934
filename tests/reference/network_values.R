# Writes what the R package sna says about five networks: brokerage roles and information centrality.
# Rscript network_values.R IN.json OUT.json; IN.json has networks -> matrix (rows), groups.
suppressMessages(library(sna))
arguments <- commandArgs(TRUE)
given <- jsonlite::fromJSON(arguments[1])$networks
say <- function(one) {
  found <- brokerage((one$matrix > 0) * 1, one$groups)
  symmetric <- isSymmetric(one$matrix)
  information <- if (symmetric) infocent(one$matrix, gmode = "graph") else NULL
  list(matrix = one$matrix, groups = one$groups, counts = unname(found$raw.nli),
       expected = unname(found$exp.nli), z = unname(found$z.nli), information = information)
}
out <- list(program = "sna", version = as.character(packageVersion("sna")),
            networks = lapply(given, say))
writeLines(jsonlite::toJSON(out, digits = NA, auto_unbox = TRUE, na = "null", null = "null"),
           arguments[2])
