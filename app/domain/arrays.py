"""Types of the arrays of numpy that hold one number for each row."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.int8]
"""Small numbers with a meaning, such as a status."""
Bools = NDArray[np.bool_]
