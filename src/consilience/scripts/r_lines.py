"""Lines of R over one source of data, with the names of R."""

from __future__ import annotations

from consilience.results import Result
from consilience.scripts.parts import refuse_changed_table
from consilience.scripts.quoting import comment, r_call, r_text, r_value
from consilience.scripts.r_names import RNames
from consilience.scripts.source import Source, columns_in, literals_in
from consilience.texts import Language, text


class RWriter:
    """Lines for one result after the other; a truth table or solution is made once."""

    def __init__(self, source: Source, names: RNames, language: Language) -> None:
        self.source = source
        self.names = names
        self.language = language
        self.lines: list[str] = []
        self._made: dict[str, str] = {}
        self._names: dict[str, int] = {}

    def say(self, key: str, **values: object) -> None:
        """Write a comment; the keyword arguments fill the blanks of its sentence."""
        self.lines.append(comment(text(f"scripts.r.{key}", self.language, **values)))

    def show(self, expression: str) -> None:
        """Print the value of an expression of R."""
        self.lines.append(f"print({expression})")

    def assign(self, name: str, call: str) -> str:
        """Write an assignment unless the same call was made before; return the variable."""
        if call not in self._made:
            count = self._names[name] = self._names.get(name, 0) + 1
            variable = self._made[call] = name if count == 1 else f"{name}{count}"
            self.lines += ["", f"{variable} <- {call}"]
        return self._made[call]

    def forget(self, line: int) -> None:
        """Take back the lines after this one, and what they made."""
        gone = "\n".join(self.lines[line:])
        self.lines = self.lines[:line]
        self._made = {call: name for call, name in self._made.items() if f"<- {call}" not in gone}

    def data(self, result: Result) -> str:
        """Return the data of a result: all of a plain file, the complete cases of a study."""
        if not self.source.conditions:
            return "data"
        columns = r_value(self.names.all_of(columns_in(self.source, result)))
        data = self.assign("complete", f"na.omit(sets[, {columns}])")
        for made, literal in literals_in(self.source, result).items():
            column = f"{data}[[{r_text(self.names.of(literal.condition))}]]"
            inside = f"1 * ({column} %in% {r_value(literal.values)})" if literal.values else column
            name = r_text(self.names.of(made))
            line = f"{data}[[{name}]] <- {'1 - ' if literal.negated else ''}{inside}"
            self.lines += [line] if line not in self.lines else []
        return data

    def table(self, result: Result) -> str:
        """Write the truth table that a result rests on; return its variable.

        Raises
        ------
        DataError
            If an enhanced analysis changed the table.
        """
        refuse_changed_table(result)
        named = [f"{name} = {value}" for name, value in self.table_arguments(result).items()]
        arguments = [self.data(result), *named, "show.cases = TRUE"]
        return self.assign("table", r_call("truthTable", arguments))

    def table_arguments(self, result: Result) -> dict[str, str]:
        """Return the arguments of truthTable() that stand behind a result."""
        given = result.parameters
        return {
            "outcome": r_text(self.names.expression(str(given["outcome"]))),
            "conditions": r_value(self.names.all_of(given["conditions"])),
            "incl.cut": r_value(given["inclusion_cut"]),
            "pri.cut": r_value(given["pri_cut"]),
            "n.cut": r_value(given["frequency_cut"]),
        }
