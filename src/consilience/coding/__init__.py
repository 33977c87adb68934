"""From codings to evidence: agreement of coders, and saturation of codes."""

from __future__ import annotations

from consilience.coding.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha
from consilience.coding.agreement_by_scale import brennan_prediger, gwet_ac1, percent_agreement
from consilience.coding.building import ratings_from_confusion, ratings_from_counts
from consilience.coding.disagreement import disagreements
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
from consilience.coding.spans import CodeSpans, SpanAgreement, span_f1
from consilience.coding.tables import agreement_table, code_agreement
from consilience.coding.unitizing import CodeUnitizing, Unitizing, unitizing_alpha
from consilience.coding.weights import Level

__all__ = [
    "Agreement",
    "AgreementTable",
    "CodeAgreement",
    "CodeSpans",
    "CodeUnitizing",
    "Confusion",
    "Disagreement",
    "Disagreements",
    "Interval",
    "Level",
    "Run",
    "Saturation",
    "Setting",
    "SpanAgreement",
    "Unitizing",
    "agreement_table",
    "brennan_prediger",
    "code_agreement",
    "cohen_kappa",
    "disagreements",
    "fleiss_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "percent_agreement",
    "ratings_from_confusion",
    "ratings_from_counts",
    "saturation",
    "span_f1",
    "unitizing_alpha",
]
