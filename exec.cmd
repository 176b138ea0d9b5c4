@rem Windows has no `exec`, with which the npm scripts make way for the program they start, so that signals reach it.
@%*
