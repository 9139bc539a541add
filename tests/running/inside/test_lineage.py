import io

import numpy as np
import pandas as pd

from graders.running.inside.lineage import Lineage


def test_lineage_knows_scaled_rows() -> None:
    random = np.random.default_rng(9)
    data = b"a,b\n" + b"\n".join(f"{a},{b}".encode() for a, b in random.uniform(1, 9, (50, 2)))
    frame = pd.read_csv(io.BytesIO(data))
    lineage = Lineage(data)
    scaled = (frame - frame.min()) / (frame.max() - frame.min())
    assert lineage(scaled) == 1.0
    assert lineage(np.log(frame.to_numpy()[:, ::-1])) == 1.0
    assert lineage(scaled.sample(frac=1, random_state=0).to_numpy()) == 0.0
    assert lineage(np.ones((3, 2))) == 0.0
    assert Lineage(None)(scaled) == Lineage(b"\xff\x00")(scaled) == 0.0
