"""From texts and codings to evidence: words, search, suggestions, agreement, structure."""

from __future__ import annotations

from consilience.coding.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha
from consilience.coding.agreement_by_scale import brennan_prediger, gwet_ac1, percent_agreement
from consilience.coding.building import ratings_from_confusion, ratings_from_counts
from consilience.coding.citations import FoundCitation, FoundCitations, citations_in
from consilience.coding.concordance import Concordance, ContextLine, keyword_in_context
from consilience.coding.disagreement import disagreements
from consilience.coding.function_words import FUNCTION_WORDS
from consilience.coding.grounding import Grounding, GroundingWarning, grounding
from consilience.coding.hierarchy import (
    DataStructure,
    LevelOfCode,
    StructureGap,
    StructureNode,
    data_structure,
)
from consilience.coding.hold_out import CodeHoldOut, HoldOut, Share
from consilience.coding.matrices import CrossMatrix, MatrixCell, cross_matrix
from consilience.coding.offsets import from_utf16, utf16_offset
from consilience.coding.quotes import EvidenceRow, EvidenceTable, evidence_table
from consilience.coding.reanchoring import Anchor, Reanchoring, reanchor
from consilience.coding.reasons import Reason
from consilience.coding.records import (
    Agreement,
    AgreementTable,
    CodeAgreement,
    Confusion,
    Disagreement,
    Disagreements,
    Interval,
)
from consilience.coding.relations import (
    Chain,
    CodeModel,
    ModelNode,
    ProcessChains,
    Relation,
    code_model,
    process_chains,
)
from consilience.coding.replication import (
    ConceptReplication,
    GroupReplication,
    Replication,
    replication,
)
from consilience.coding.saturation import Run, Saturation, Setting, saturation
from consilience.coding.search import TextHits, TextIndex, search_texts
from consilience.coding.segmenting import Segment, Segmentation, segments
from consilience.coding.spans import CodeSpans, SpanAgreement, span_f1
from consilience.coding.suggestion_records import (
    CodeExamples,
    LikeQuote,
    SegmentSuggestions,
    Suggestion,
    Suggestions,
)
from consilience.coding.suggestions import suggest
from consilience.coding.tables import agreement_table, code_agreement
from consilience.coding.term_candidates import TermCandidate, TermCandidates, term_candidates
from consilience.coding.triangulation import Triangulation, triangulation
from consilience.coding.unitizing import CodeUnitizing, Unitizing, unitizing_alpha
from consilience.coding.weights import Level
from consilience.coding.word_counts import WordCounts, word_counts
from consilience.coding.words import Words, words

__all__ = [
    "FUNCTION_WORDS",
    "Agreement",
    "AgreementTable",
    "Anchor",
    "Chain",
    "CodeAgreement",
    "CodeExamples",
    "CodeHoldOut",
    "CodeModel",
    "CodeSpans",
    "CodeUnitizing",
    "ConceptReplication",
    "Concordance",
    "Confusion",
    "ContextLine",
    "CrossMatrix",
    "DataStructure",
    "Disagreement",
    "Disagreements",
    "EvidenceRow",
    "EvidenceTable",
    "FoundCitation",
    "FoundCitations",
    "Grounding",
    "GroundingWarning",
    "GroupReplication",
    "HoldOut",
    "Interval",
    "Level",
    "LevelOfCode",
    "LikeQuote",
    "MatrixCell",
    "ModelNode",
    "ProcessChains",
    "Reanchoring",
    "Reason",
    "Relation",
    "Replication",
    "Run",
    "Saturation",
    "Segment",
    "SegmentSuggestions",
    "Segmentation",
    "Setting",
    "Share",
    "SpanAgreement",
    "StructureGap",
    "StructureNode",
    "Suggestion",
    "Suggestions",
    "TermCandidate",
    "TermCandidates",
    "TextHits",
    "TextIndex",
    "Triangulation",
    "Unitizing",
    "WordCounts",
    "Words",
    "agreement_table",
    "brennan_prediger",
    "citations_in",
    "code_agreement",
    "code_model",
    "cohen_kappa",
    "cross_matrix",
    "data_structure",
    "disagreements",
    "evidence_table",
    "fleiss_kappa",
    "from_utf16",
    "grounding",
    "gwet_ac1",
    "keyword_in_context",
    "krippendorff_alpha",
    "percent_agreement",
    "process_chains",
    "ratings_from_confusion",
    "ratings_from_counts",
    "reanchor",
    "replication",
    "saturation",
    "search_texts",
    "segments",
    "span_f1",
    "suggest",
    "term_candidates",
    "triangulation",
    "unitizing_alpha",
    "utf16_offset",
    "word_counts",
    "words",
]
