"""Watched questions: graphql-transport-ws on ``/graphql``, answered at once and again when the answer is another one.

A subscription is a question of Query under the same name, asked anew whenever the graph has changed, each time as a
request of its own: who asks, on what grounds and in which area is judged again, every cap holds, and what is answered
is in the audit first. Questions that name residents, or holders of posts, or count residents have no subscription.

A page's socket is authenticated by the session's cookie, and then the handshake's Origin must be our own host, as for
every request that carries the cookie (``api.csrf``); a script's by a token in the payload of connection_init, which no
browser sends unasked, so its origin is not asked for. Neither is ever in the address.
"""
