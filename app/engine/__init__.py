"""Our extensions of Faust, one a file; the only code that touches its internals."""
