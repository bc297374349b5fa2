"""Our extensions of Faust, one a file; the only place that touches its internals."""
