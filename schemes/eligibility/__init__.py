"""Who may have which scheme: the vocabulary, what answers imply, and the judgement. No database.

The vocabulary is told to readers and users of the API in docs/eligibility.md.
"""
