"""Who gets what at every address of the staff site.

A model's pages go by the last part of their names (`schemes_scheme_change` is `change`), once a
group of models.
"""

from accounts.roles import Role

Rows = dict[str, tuple[int, ...]]
VISITORS = ("anonymous", *Role.values, "superuser")

# Columns:            anonymous, editor, publisher, feedback officer, administrator, superuser.
# 302 on the left leads to the log-in page; 200 of a POST is the form again, or the question
# whether to delete: nothing is sent that could be saved. Whom `POST delete` refuses, the list
# refuses as well. The records are published, with a next version in review; whoever may send one
# back, give it up or withdraw the record is asked for a shorter reason.

RECORDS: Rows = {
    "GET changelist": (302, 200, 200, 200, 200, 200),
    "GET add": (302, 200, 200, 403, 200, 200),
    "POST add": (302, 200, 200, 403, 200, 200),
    "GET change": (302, 200, 200, 200, 200, 200),
    "POST change": (302, 200, 200, 403, 200, 200),
    "GET history": (302, 200, 200, 200, 200, 200),
    "GET send_back": (302, 403, 200, 403, 200, 200),
    "POST send_back": (302, 403, 200, 403, 200, 200),
    "GET discard": (302, 200, 200, 403, 200, 200),
    "POST discard": (302, 200, 200, 403, 200, 200),
    "GET withdraw": (302, 403, 200, 403, 200, 200),
    "POST withdraw": (302, 403, 200, 403, 200, 200),
    "GET delete": (302, 403, 403, 403, 403, 403),
    "POST delete": (302, 403, 403, 403, 403, 403),
    "GET former": (302, 302, 302, 302, 302, 302),
}
# A record that readers have never seen.
DRAFTS: Rows = {
    "GET delete": (302, 403, 403, 403, 200, 200),
    "POST delete": (302, 403, 403, 403, 200, 200),
}
SERIES: Rows = {
    "GET changelist": (302, 200, 200, 200, 200, 200),
    "GET add": (302, 403, 403, 403, 403, 403),
    "POST add": (302, 403, 403, 403, 403, 403),
    "GET change": (302, 200, 200, 200, 200, 200),
    "POST change": (302, 403, 403, 403, 403, 403),
    "GET history": (302, 200, 200, 200, 200, 200),
    "GET delete": (302, 403, 403, 403, 403, 403),
    "POST delete": (302, 403, 403, 403, 403, 403),
    "GET former": (302, 302, 302, 302, 302, 302),
}
PUBLISHERS_OWN: Rows = {
    "GET changelist": (302, 200, 200, 403, 200, 200),
    "GET add": (302, 403, 200, 403, 200, 200),
    "POST add": (302, 403, 200, 403, 200, 200),
    "GET change": (302, 200, 200, 403, 200, 200),
    "POST change": (302, 403, 200, 403, 200, 200),
    "GET history": (302, 200, 200, 403, 200, 200),
    "GET delete": (302, 403, 200, 403, 200, 200),
    "POST delete": (302, 403, 200, 403, 200, 200),
    "GET former": (302, 302, 302, 302, 302, 302),
}
HISTORY: Rows = {
    "GET changelist": (302, 200, 200, 403, 200, 200),
    "GET add": (302, 403, 403, 403, 403, 403),
    "POST add": (302, 403, 403, 403, 403, 403),
    "GET change": (302, 200, 200, 403, 200, 200),
    "POST change": (302, 403, 403, 403, 403, 403),
    "GET history": (302, 200, 200, 403, 200, 200),
    "GET delete": (302, 403, 403, 403, 403, 403),
    "POST delete": (302, 403, 403, 403, 403, 403),
    "GET former": (302, 302, 302, 302, 302, 302),
}
REPORTS: Rows = {
    "GET changelist": (302, 200, 200, 200, 200, 200),
    "GET add": (302, 403, 403, 403, 403, 403),
    "POST add": (302, 403, 403, 403, 403, 403),
    "GET change": (302, 200, 200, 200, 200, 200),
    "POST change": (302, 200, 200, 200, 200, 200),
    "GET history": (302, 200, 200, 200, 200, 200),
    "GET delete": (302, 403, 403, 403, 403, 200),
    "POST delete": (302, 403, 403, 403, 403, 200),
    "GET former": (302, 302, 302, 302, 302, 302),
}
OUTBOX: Rows = {
    "GET changelist": (302, 403, 403, 200, 200, 200),
    "GET add": (302, 403, 403, 403, 403, 403),
    "POST add": (302, 403, 403, 403, 403, 403),
    "GET change": (302, 403, 403, 200, 200, 200),
    "POST change": (302, 403, 403, 403, 403, 403),
    "GET history": (302, 403, 403, 200, 200, 200),
    "GET delete": (302, 403, 403, 403, 403, 403),
    "POST delete": (302, 403, 403, 403, 403, 403),
    "GET former": (302, 302, 302, 302, 302, 302),
}
MISSED: Rows = {
    "GET changelist": (302, 200, 200, 403, 200, 200),
    "GET add": (302, 403, 403, 403, 403, 403),
    "POST add": (302, 403, 403, 403, 403, 403),
    "GET change": (302, 200, 200, 403, 200, 200),
    "POST change": (302, 403, 403, 403, 403, 403),
    "GET history": (302, 200, 200, 403, 200, 200),
    "GET delete": (302, 403, 403, 403, 200, 200),
    "POST delete": (302, 403, 403, 403, 200, 200),
    "GET former": (302, 302, 302, 302, 302, 302),
}
PEOPLE: Rows = {
    "GET changelist": (302, 403, 403, 403, 200, 200),
    "GET add": (302, 403, 403, 403, 200, 200),
    "POST add": (302, 403, 403, 403, 200, 200),
    "GET change": (302, 403, 403, 403, 200, 200),
    "POST change": (302, 403, 403, 403, 200, 200),
    "GET history": (302, 403, 403, 403, 200, 200),
    "GET delete": (302, 403, 403, 403, 200, 200),
    "POST delete": (302, 403, 403, 403, 200, 200),
    "GET password_change": (302, 403, 403, 403, 200, 200),
    "POST password_change": (302, 403, 403, 403, 200, 200),
    "GET former": (302, 302, 302, 302, 302, 302),
}
# Writers give their names and addresses to whoever handles comments, and to nobody else. A step is
# sent to an address of its own; opening that leads back to the comment.
STEPS = (
    *("release", "assign", "note", "tag", "group", "ungroup", "prepare", "check", "send_back"),
    *("unpublish", "withhold", "duplicate", "spam", "reopen", "reply", "correct"),
)
COMMENTS: Rows = {
    "GET changelist": (302, 403, 403, 200, 200, 200),
    "GET add": (302, 403, 403, 200, 200, 200),
    "POST add": (302, 403, 403, 200, 200, 200),
    "GET change": (302, 403, 403, 200, 200, 200),
    "POST change": (302, 403, 403, 405, 405, 405),
    "GET history": (302, 403, 403, 200, 200, 200),
    "GET export": (302, 403, 403, 200, 200, 200),
    "POST export": (302, 403, 403, 200, 200, 200),
    **{f"GET {step}": (302, 403, 403, 302, 302, 302) for step in STEPS},
    **{f"POST {step}": (302, 403, 403, 200, 200, 200) for step in STEPS},
    "GET delete": (302, 403, 403, 403, 403, 403),
    "POST delete": (302, 403, 403, 403, 403, 403),
    "GET former": (302, 302, 302, 302, 302, 302),
}
CAMPAIGNS: Rows = {
    "GET changelist": (302, 403, 403, 200, 200, 200),
    "GET add": (302, 403, 403, 403, 403, 403),
    "POST add": (302, 403, 403, 403, 403, 403),
    "GET change": (302, 403, 403, 200, 200, 200),
    "POST change": (302, 403, 403, 200, 200, 200),
    "GET history": (302, 403, 403, 200, 200, 200),
    "GET delete": (302, 403, 403, 403, 403, 403),
    "POST delete": (302, 403, 403, 403, 403, 403),
    "GET former": (302, 302, 302, 302, 302, 302),
}
REPORTED_COMMENTS: Rows = CAMPAIGNS | {
    "POST change": (302, 403, 403, 405, 405, 405),
    "GET decide": (302, 403, 403, 302, 302, 302),
    "POST decide": (302, 403, 403, 302, 302, 302),
}
STANDARD_REPLIES: Rows = CAMPAIGNS | {
    "GET add": (302, 403, 403, 200, 200, 200),
    "POST add": (302, 403, 403, 200, 200, 200),
    "GET delete": (302, 403, 403, 200, 200, 200),
    "POST delete": (302, 403, 403, 200, 200, 200),
}
DATA_REQUESTS: Rows = CAMPAIGNS | {
    "GET add": (302, 403, 403, 200, 200, 200),
    "POST add": (302, 403, 403, 200, 200, 200),
}
LOGS_OF_COMMENTS: Rows = CAMPAIGNS | {"POST change": (302, 403, 403, 403, 403, 403)}
MODELS: dict[str, Rows] = {
    "publishing.source": RECORDS,
    "publishing.organisation": RECORDS,
    "publishing.topic": RECORDS,
    "schemes.scheme": RECORDS,
    "facilities.facility": RECORDS,
    "policy.measure": RECORDS,
    "policy.outcome": RECORDS,
    "consultation.project": RECORDS,
    "figures.indicator": RECORDS,
    "portal.page": RECORDS,
    "portal.glossaryterm": RECORDS,
    "figures.series": SERIES,
    "publishing.slugredirect": PUBLISHERS_OWN,
    "publishing.revision": HISTORY,
    "publishing.nextversion": HISTORY,
    "portal.mistakereport": REPORTS,
    "consultation.comment": COMMENTS,
    "consultation.campaign": CAMPAIGNS,
    "consultation.cannedreply": STANDARD_REPLIES,
    "consultation.commentreport": REPORTED_COMMENTS,
    "consultation.datarequest": DATA_REQUESTS,
    "consultation.export": LOGS_OF_COMMENTS,
    "consultation.erasure": LOGS_OF_COMMENTS,
    "mail.message": OUTBOX,
    "search.synonymgroup": PUBLISHERS_OWN,
    "search.missedquery": MISSED,
    "auth.user": PEOPLE,
}
# The list of one app's models is there for whoever may see one of them.
APPS: Rows = {
    "publishing": (302, 200, 200, 200, 200, 200),
    "schemes": (302, 200, 200, 200, 200, 200),
    "facilities": (302, 200, 200, 200, 200, 200),
    "policy": (302, 200, 200, 200, 200, 200),
    "consultation": (302, 200, 200, 200, 200, 200),
    "figures": (302, 200, 200, 200, 200, 200),
    "portal": (302, 200, 200, 200, 200, 200),
    "mail": (302, 404, 404, 200, 200, 200),
    "search": (302, 200, 200, 404, 200, 200),
    "auth": (302, 404, 404, 404, 200, 200),
}
SITE: Rows = {
    "GET index": (302, 200, 200, 200, 200, 200),
    "GET login": (200, 302, 302, 302, 302, 302),
    "GET language": (405, 405, 405, 405, 405, 405),
    "POST language": (302, 302, 302, 302, 302, 302),
    "GET password_change": (302, 200, 200, 200, 200, 200),
    "POST password_change": (302, 200, 200, 200, 200, 200),
    "GET password_change_done": (302, 200, 200, 200, 200, 200),
    "GET jsi18n": (302, 200, 200, 200, 200, 200),
    "GET view_on_site": (302, 302, 302, 302, 302, 302),
    "GET autocomplete": (302, 403, 403, 403, 403, 403),
    "GET autocomplete of organisations": (302, 200, 200, 200, 200, 200),
    "GET autocomplete of accounts": (302, 403, 403, 403, 200, 200),
    "GET anything_else": (302, 404, 404, 404, 404, 404),
    "GET logout": (302, 405, 405, 405, 405, 405),
    "POST logout": (302, 200, 200, 200, 200, 200),  # last, for it ends the session
}
# Where the left column's 302 leads to some other page.
NOT_TO_LOGIN = {"POST language", "GET logout", "POST logout"}
