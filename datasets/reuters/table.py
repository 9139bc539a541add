"""Reuters' newswires as a table with the twin's columns.

Keras numbers words by how common they are, from 1 on. The 1,000 most common ones are kept, as
numbers from 0 to 999, in the order of the text; the others are left out. So ``words`` reads as the
twin's does, and a number is a word of ``reuters_word_index.json``, whose numbers are one larger.

A text of which no word is left is left out, and so is one that was there before: a hidden text that
stands among the training rows, too, would be no question.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from graders.course.arrays import read_lists

WORDS = 1_000


def table(files: dict[str, Path]) -> pd.DataFrame:
    """``words`` and ``topic`` of each text."""
    path = files["reuters.npz"]
    with np.load(path) as arrays:  # the topics; the texts are lists, and read_lists reads them
        topics = arrays["y"]
    texts = [
        " ".join(str(word - 1) for word in text if word <= WORDS) for text in read_lists(path, "x")
    ]
    rows = pd.DataFrame({"words": texts, "topic": topics.astype("int64")})
    return rows[rows["words"] != ""].drop_duplicates("words", ignore_index=True)
