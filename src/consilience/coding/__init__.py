"""From texts and codings to evidence: words, search, suggestions, agreement, saturation."""

from __future__ import annotations

from consilience.coding.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha
from consilience.coding.agreement_by_scale import brennan_prediger, gwet_ac1, percent_agreement
from consilience.coding.building import ratings_from_confusion, ratings_from_counts
from consilience.coding.citations import FoundCitation, FoundCitations, citations_in
from consilience.coding.concordance import Concordance, ContextLine, keyword_in_context
from consilience.coding.disagreement import disagreements
from consilience.coding.function_words import FUNCTION_WORDS
from consilience.coding.hold_out import CodeHoldOut, HoldOut, Share
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
from consilience.coding.saturation import Run, Saturation, Setting, saturation
from consilience.coding.search import TextHits, TextIndex, search_texts
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
from consilience.coding.unitizing import CodeUnitizing, Unitizing, unitizing_alpha
from consilience.coding.weights import Level
from consilience.coding.word_counts import WordCounts, word_counts
from consilience.coding.words import Words, words

__all__ = [
    "FUNCTION_WORDS",
    "Agreement",
    "AgreementTable",
    "CodeAgreement",
    "CodeExamples",
    "CodeHoldOut",
    "CodeSpans",
    "CodeUnitizing",
    "Concordance",
    "Confusion",
    "ContextLine",
    "Disagreement",
    "Disagreements",
    "FoundCitation",
    "FoundCitations",
    "HoldOut",
    "Interval",
    "Level",
    "LikeQuote",
    "Reason",
    "Run",
    "Saturation",
    "SegmentSuggestions",
    "Setting",
    "Share",
    "SpanAgreement",
    "Suggestion",
    "Suggestions",
    "TermCandidate",
    "TermCandidates",
    "TextHits",
    "TextIndex",
    "Unitizing",
    "WordCounts",
    "Words",
    "agreement_table",
    "brennan_prediger",
    "citations_in",
    "code_agreement",
    "cohen_kappa",
    "disagreements",
    "fleiss_kappa",
    "gwet_ac1",
    "keyword_in_context",
    "krippendorff_alpha",
    "percent_agreement",
    "ratings_from_confusion",
    "ratings_from_counts",
    "saturation",
    "search_texts",
    "span_f1",
    "suggest",
    "term_candidates",
    "unitizing_alpha",
    "word_counts",
    "words",
]
