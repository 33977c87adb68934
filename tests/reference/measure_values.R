# Writes what the R packages sna and vegan say about three undirected networks, ties counted alike, and about
# the table of Davis. Rscript measure_values.R network_values.json nestednodf.R OUT.json [folder with R packages]
# nestednodf.R is that file of the sources of vegan, which needs no other one.
arguments <- commandArgs(TRUE)
if (length(arguments) > 3) .libPaths(c(arguments[4], .libPaths()))
suppressMessages(library(sna))
source(arguments[2])
given <- jsonlite::fromJSON(arguments[1])$networks[c("zachary_w", "florentine", "davis")]
say <- function(one) {
  ties <- (one$matrix > 0) * 1
  away <- geodist(ties)$gdist
  reached <- away[row(away) != col(away) & is.finite(away)]
  share <- function(measure) centralization(ties, measure, mode = "graph", normalize = TRUE)
  list(betweenness = betweenness(ties, gmode = "graph"), closeness = closeness(ties, gmode = "graph"),
       eigenvector = evcent(ties, gmode = "graph", use.eigen = TRUE),
       strength_eigenvector = evcent(one$matrix, gmode = "graph", use.eigen = TRUE),
       coreness = unname(kcores(ties, mode = "graph")), density = gden(ties, mode = "graph"),
       transitivity = gtrans(ties, mode = "graph"), components = components(ties),
       mean_distance = mean(reached), diameter = max(reached), degree_centralisation = share(degree),
       betweenness_centralisation = share(betweenness), closeness_centralisation = share(closeness))
}
table_of <- function(matrix, rows) matrix[seq_len(rows), -seq_len(rows)]
women <- table_of(given$davis$matrix, 18)
printed <- rbind(c(1, 0, 1, 1, 1), c(1, 1, 1, 0, 0), c(0, 1, 1, 1, 0), c(1, 1, 0, 0, 0), c(1, 1, 0, 0, 0))
nested <- function(table) as.list(nestednodf(table)$statistic)
out <- list(program = "sna", version = as.character(packageVersion("sna")), networks = lapply(given, say),
            nodf = list(davis = nested(women), printed = nested(printed)))
writeLines(jsonlite::toJSON(out, digits = NA, auto_unbox = TRUE), arguments[3])
