"""What people do with sources, codes, codings and the alliance, each as one change to undo.

Every function takes the study as it is and returns an :class:`Edit`: the changes, and a sentence
for the log. Nothing is written here; :meth:`consilience.study.StudyStore.make` does.
"""

from __future__ import annotations

from consilience.study.edits.alliance_criteria import Criteria
from consilience.study.edits.alliance_import import AllianceImport, TableFile
from consilience.study.edits.alliance_lines import (
    REASONS,
    AdoptionLine,
    AllianceLine,
    HoldingLine,
    MembershipLine,
    OrganisationLine,
    Party,
    ProjectLine,
    Shape,
    TieLine,
    fault,
    told_reason,
)
from consilience.study.edits.alliance_members import import_organisations
from consilience.study.edits.alliance_memberships import import_memberships
from consilience.study.edits.alliance_projects import CONFIRMED, LISTED, import_projects
from consilience.study.edits.alliance_relations import (
    import_resources,
    import_routines,
    import_ties,
)
from consilience.study.edits.codebook import (
    add_code,
    change_code,
    find_code,
    full_name,
    kind_below,
    link_codes,
    move_code,
    remove_code,
    unlink_codes,
)
from consilience.study.edits.edit import Edit, now
from consilience.study.edits.game_import import GameFile, ImportedGame, import_game
from consilience.study.edits.lines import CodeLine, load_codebook, outline_lines, toml_lines
from consilience.study.edits.lines import table_lines as codebook_lines
from consilience.study.edits.memos import add_memo, find_memo, find_record, remove_memo
from consilience.study.edits.merging import merge_codes, split_code
from consilience.study.edits.naming import SHORT
from consilience.study.edits.organisation_merging import merge_organisations, split_organisation
from consilience.study.edits.organisations import (
    add_organisation,
    all_names,
    change_organisation,
    find_organisation,
    keep_apart,
)
from consilience.study.edits.people import put_actor
from consilience.study.edits.registers import RegisterLine, register_lines, register_sources
from consilience.study.edits.resolutions import resolve
from consilience.study.edits.rounds import open_round, refuse_blind, release_round, session_for
from consilience.study.edits.screening import (
    confirm_collaboration,
    exclude_collaboration,
    include_collaboration,
)
from consilience.study.edits.sources import Text, add_sources, new_version
from consilience.study.edits.spans import (
    change_coding,
    code_span,
    find_coding,
    in_vivo,
    new_coding,
    remove_codings,
    span_of,
    span_of_quote,
)
from consilience.study.edits.suggestions import (
    answer_suggestion,
    coding_of_suggestion,
    find_suggestion,
    record_suggestions,
)
from consilience.study.edits.value_import import import_value
from consilience.study.edits.value_lines import ValueLine, ValueShape

__all__ = [
    "CONFIRMED",
    "LISTED",
    "REASONS",
    "SHORT",
    "AdoptionLine",
    "AllianceImport",
    "AllianceLine",
    "CodeLine",
    "Criteria",
    "Edit",
    "GameFile",
    "HoldingLine",
    "ImportedGame",
    "MembershipLine",
    "OrganisationLine",
    "Party",
    "ProjectLine",
    "RegisterLine",
    "Shape",
    "TableFile",
    "Text",
    "TieLine",
    "ValueLine",
    "ValueShape",
    "add_code",
    "add_memo",
    "add_organisation",
    "add_sources",
    "all_names",
    "answer_suggestion",
    "change_code",
    "change_coding",
    "change_organisation",
    "code_span",
    "codebook_lines",
    "coding_of_suggestion",
    "confirm_collaboration",
    "exclude_collaboration",
    "fault",
    "find_code",
    "find_coding",
    "find_memo",
    "find_organisation",
    "find_record",
    "find_suggestion",
    "full_name",
    "import_game",
    "import_memberships",
    "import_organisations",
    "import_projects",
    "import_resources",
    "import_routines",
    "import_ties",
    "import_value",
    "in_vivo",
    "include_collaboration",
    "keep_apart",
    "kind_below",
    "link_codes",
    "load_codebook",
    "merge_codes",
    "merge_organisations",
    "move_code",
    "new_coding",
    "new_version",
    "now",
    "open_round",
    "outline_lines",
    "put_actor",
    "record_suggestions",
    "refuse_blind",
    "register_lines",
    "register_sources",
    "release_round",
    "remove_code",
    "remove_codings",
    "remove_memo",
    "resolve",
    "session_for",
    "span_of",
    "span_of_quote",
    "split_code",
    "split_organisation",
    "told_reason",
    "toml_lines",
    "unlink_codes",
]
