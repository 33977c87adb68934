"""Time search, words and suggestions, the last two beside PyPI packages where they are there.

``python benchmarks/words.py [PYTHON]`` prints one line a case in seconds or milliseconds of CPU
(least of some runs). PYTHON is an interpreter in which the packages jieba and scikit-learn may be
installed; they are no dependencies of this program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from consilience import coding

SEARCH_LIMIT = 0.1
SIZE, TEXTS = 10_000_000, 500
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# constructed sentences around which words of the bench are mixed
PARTS = """
    联盟 伙伴 信任 合作 资源 依赖 契约 治理 关系 冲突 协调 价值 创造 共享
    知识 搜寻 动态 能力 平台 数据 算法 标准 专利 成本 资金 风险 利益 分配
    创新 生态 系统 网络 企业 政府 大学 供应 用户 市场 技术 项目 我们 他们
    认为 需要 已经 可以 如果 因为 所以 但是 的 了 在 是 和 与
    对 为 很 更
""".split()  # noqa: SIM905  (a list of words reads best as a text)
JIEBA = """
import json, sys, time, jieba
jieba.initialize()
text = open(sys.argv[1], encoding="utf-8").read()
started = time.process_time()
count = len(list(jieba.tokenize(text)))
print(json.dumps([count, time.process_time() - started]))
"""
SKLEARN = """
import json, sys, time
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier
data = json.load(open(sys.argv[1], encoding="utf-8"))
started = time.process_time()
vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
model = RidgeClassifier(alpha=0.2).fit(vectors.fit_transform(data["examples"]), data["codes"])
found = model.predict(vectors.transform(data["segments"]))
print(json.dumps([list(found), time.process_time() - started]))
"""


def least(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least CPU seconds of some runs."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def chinese(size: int, seed: int) -> str:
    """Return a constructed text of words with a full stop after about every twelve."""
    random = np.random.default_rng(seed)
    rare = [chr(c) for c in range(0x4E00, 0x4E00 + 4000)]
    words = np.array([*PARTS * 1000, *rare, *["。"] * 5000])
    found = "".join(words[random.integers(0, len(words), size)].tolist())
    return found[:size]


def search() -> None:
    """Search 10 million characters for every pair of characters of many, and in other ways."""
    whole = chinese(SIZE, 1)
    step = SIZE // TEXTS
    texts = [whole[start : start + step] for start in range(0, SIZE, step)]
    started = time.process_time()
    index = coding.TextIndex(texts)
    coding.search_texts(index, "信任")
    print(
        f"first search, {SIZE:,} characters in {TEXTS} texts: {_ms(time.process_time() - started)}"
    )
    pairs = [word for word in PARTS if len(word) == 2]
    pairs += [whole[place : place + 2] for place in range(7, 40_000, 400)]
    slowest = 0.0
    for pair in pairs:
        expected = sum(text.count(pair) for text in texts)
        assert pair[0] == pair[1] or coding.search_texts(index, pair).count == expected
        slowest = max(slowest, least(lambda pair=pair: coding.search_texts(index, pair)))  # type: ignore[misc]
    print(f"{len(pairs)} two-character words, first 1,000 hits, slowest: {_ms(slowest)}")
    assert slowest <= SEARCH_LIMIT
    slowest = max(
        least(lambda pair=pair: coding.search_texts(index, pair, limit=SIZE))  # type: ignore[misc]
        for pair in pairs[:40]
    )
    print(f"frequent two-character words, every hit listed, slowest: {_ms(slowest)}")
    for query in ("的", "信", "😀", "信任合作"):
        print(f"query {query}: {_ms(least(lambda q=query: coding.search_texts(index, q)))}")  # type: ignore[misc]

    short = coding.TextIndex([whole[start : start + 100] for start in range(0, SIZE, 100)])
    coding.search_texts(short, "信任")
    in_short = least(lambda: coding.search_texts(short, "信任"))
    print(f"the same characters in {len(short.texts):,} texts: {_ms(in_short)}")
    assert in_short <= SEARCH_LIMIT

    def folded() -> object:
        return coding.search_texts(index, "信任", ignore_case=True, ignore_width=True)

    started = time.process_time()
    folded()
    first = time.process_time() - started
    print(f"without case and width, first: {_ms(first)}, later: {_ms(least(folded))}")
    assert least(folded) <= SEARCH_LIMIT


def words(python: str | None) -> None:
    """Cut one million characters, without and with terms; count them; look for candidates."""
    text = chinese(1_000_000, 2)
    terms = ["知识搜寻动态能力", *(a + b for a in PARTS[:14] for b in PARTS[14:28])]
    coding.words("信任")
    here = least(lambda: coding.words(text))
    other = _peer(python, JIEBA, text)
    beside = f", jieba {other[1]:.2f} s, {other[1] / here:.0f}x" if other else ""
    print(f"words, 1,000,000 characters: {here:.2f} s{beside}")
    print(f"the same with {len(terms)} terms: {least(lambda: coding.words(text, terms)):.2f} s")
    print(f"word counts: {least(lambda: coding.word_counts([text])):.2f} s")
    print(f"term candidates: {least(lambda: coding.term_candidates([text]), 1):.2f} s")


def suggestions(python: str | None) -> None:
    """Suggest codes for 5,000 segments from 500 examples of eight codes."""
    random = np.random.default_rng(3)
    topics = {f"code {n}": PARTS[4 * n : 4 * n + 4] for n in range(8)}

    def quote(code: str) -> str:
        chosen = [*random.choice(topics[code], 2), *random.choice(PARTS[32:], 20)]
        return "".join(str(word) for word in random.permutation(chosen))

    codes = [f"code {n % 8}" for n in range(500)]
    right = [f"code {n % 8}" for n in range(5000)]
    examples, segments = [quote(code) for code in codes], [quote(code) for code in right]
    found = coding.suggest(examples, codes, segments)
    first = [item.ranked[0].code for item in found.segments]
    share = np.mean([a == b for a, b in zip(first, right, strict=True)])
    here = least(lambda: coding.suggest(examples, codes, segments))
    print(
        f"suggestions, 500 examples, 5,000 segments, 10 x 5 folds: {here:.2f} s, right {share:.1%}"
    )
    data = {"examples": examples, "codes": codes, "segments": segments}
    other = _peer(python, SKLEARN, json.dumps(data))
    if other:
        share = np.mean([a == b for a, b in zip(other[0], right, strict=True)])
        print(f"  scikit-learn, codes only, nothing held out: {other[1]:.2f} s, right {share:.1%}")


def _peer(python: str | None, script: str, data: str) -> list[object] | None:
    """Run a script on a file in another interpreter; nothing where its packages are missing."""
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data")
        path.write_text(data, encoding="utf-8")
        done = subprocess.run(
            [python, "-c", script, str(path)],
            env=os.environ | ONE_THREAD,
            capture_output=True,
            text=True,
            check=False,
        )
    return list(json.loads(done.stdout)) if done.returncode == 0 else None


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    peer = sys.argv[1] if len(sys.argv) > 1 else None
    search()
    words(peer)
    suggestions(peer)
