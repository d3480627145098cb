"""What people say around what they look for."""

from search.folding import fold

# Looked for only where a query holds nothing else.
_ENGLISH = """
a an the of for and or in on at to by from with into about as is are was were be been am do does
did done can could may might will would shall should must have has had i we you they he she it
its our my your their this that these those there here what which who whom whose when where why
how much many any some if not no me us them get got give given want need like please tell find
show looking look
"""
ENGLISH = frozenset(_ENGLISH.split())

# Left out of a query wherever they stand outside a known name; the longest first.
_CHINESE = """
有什麼 有甚麼 有乜 有咩 有哪些 有邊啲 有冇 什麼 甚麼 乜嘢 咩 哪些 哪裏 哪個 邊啲 邊個 邊度 怎樣
怎麼 如何 點樣 點解 為何 為什麼 可唔可以 可不可以 可以 可否 是否 能否 能不能 應否 會不會 請問
想知 我想 我要 我們 我哋 我 想 多少 幾多 幾時 何時 是什麼 係咩 係乜 是 係 的 之 嘅 了 咗 嗎 呢
呀 啊 吧 和 與 及 或 在 於 關於 有關 而 也 都 還 就 被 把 給 俾 向 從 到 由 對 對於 這 那 此 該
其 佔 個 間 一個 一間 最新 目前 現時 現在 而家 意思 未 有 要 吓 下 誰
"""
CHINESE = sorted(map(fold, _CHINESE.split()), key=len, reverse=True)
