"""Words of grammar, which neither begin nor end a term: a short list of this program."""

from __future__ import annotations

FUNCTION_WORDS = tuple(
    """
    的 了 着 过 是 在 有 和 与 及 或 也 都 就 还 又 不 没 没有 很 更 最 把 被 对 从 向 到
    给 为 因为 所以 但 但是 而 而且 如果 那么 这 那 这个 那个 这些 那些 我 你 他 她 它 我们
    你们 他们 自己 一个 一些 什么 怎么 上 下 中 里 之 其 以 于 等 吧 吗 呢 啊 会 能 可以 要
    让 使 a an the of to in on at by for with from as and or but if then than that this
    these those it its is are was were be been being has have had do does did not no so we
    you they he she i me us them him her my our your their his who which what when where
    how can could will would may might should must there here about into over under
    """.split()  # noqa: SIM905  (a list of words reads best as a text)
)
