"""Infinite numbers of a result go to JSON as a text and come back."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.results import Result


@dataclass(frozen=True, kw_only=True, eq=False)
class Far(Result):
    value: float
    values: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        return pd.DataFrame({"values": self.values})


def test_infinity_goes_to_json_and_back() -> None:
    found = Far(value=-math.inf, values=np.array([1.0, math.inf, math.nan]), parameters={})
    said = found.to_json()
    assert json.loads(said)["values"] == [1.0, "inf", None]
    again = Far.from_dict(json.loads(said))
    assert again.value == -math.inf
    assert again.values[1] == math.inf
    assert math.isnan(again.values[2])
