"""Documents: one mapping a record, both languages side by side, child rows included.

The same document is what a content file holds, what the loader applies, what a revision stores
and what `dump_content` writes. A model says how it becomes one through its `document` Spec.
"""
