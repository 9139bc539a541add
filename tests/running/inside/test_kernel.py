"""The same cells in Jupyter (nbclient, a real kernel) and here: same outputs, same names."""

import json
import re
from typing import Any

import nbformat
import pytest

from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running.inside.kernel import bound_names

CELLS = [
    "%matplotlib inline\nimport asyncio, logging, sys, warnings\nimport numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt",
    "np.arange(6).reshape(2, 3)",
    "table = pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})\ntable",
    "print('to stdout')\nprint('to stderr', file=sys.stderr)\nprint('again', end='')",
    "plt.plot([1, 2, 3], [3, 1, 2])\nplt.title('a figure')",
    "fig, ax = plt.subplots(figsize=(2, 2))\nax.bar([1, 2], [1, 2])\nplt.show()\nprint('after')",
    "from IPython.display import HTML, Markdown, display, clear_output\ndisplay(HTML('<b>bold</b>'))\ndisplay(Markdown('*hi*'), {'plain': 1})",
    "handle = display('first', display_id='same')\nhandle.update('second')\nprint('x')",
    "print('gone')\nclear_output()\nprint('stays')",
    "await asyncio.sleep(0.01)\nawaited = 3\nawaited",
    "async def later():\n    return 5\ntask = asyncio.get_running_loop().create_task(later())",
    "await task",
    "warnings.warn('look out')\nlogging.getLogger('x').warning('logged')",
    "%%capture held\nprint('captured')",
    "held.stdout",
    "1 / 0",
    "def deep(n):\n    return deep(n - 1) if n else undefined_name\n\ndeep(3)",
    "for = 3",
    "sys.exit('enough')",
    "%precision 3\n3.14159265",
    "_",
    "x = 3; x;",
    "x = input",
    "7\n8",
    "import re\nlen(re.findall('a', 'banana'))",
    "class Rich:\n    def _repr_html_(self):\n        return '<i>rich</i>'\n    def __repr__(self):\n        return 'rich'\nRich()",
    "%who_ls int float",
    "print(__name__, type(get_ipython()).__mro__[-1].__name__)\nsys.stdout.write('w')",
    "assert 1 == 2, 'not equal'",
    "%no_such_magic",
    "sorted(n for n in globals() if not n.startswith('_') and n not in {'exit', 'quit', 'open'})",
]  # fmt: skip


def ours(run) -> list[list[dict[str, Any]]]:
    cells = tuple(
        PlannedCell(cell=f"cell-{place}", index=place, source=source)
        for place, source in enumerate(CELLS)
    )
    evidence = run(RunJob(plan=Plan(cells=cells)))
    assert evidence.status.outcome == "finished"
    return [json.loads(cell.outputs) for cell in evidence.cells]


def jupyters() -> list[list[dict[str, Any]]]:
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    NotebookClient(notebook, allow_errors=True, kernel_name="python3", timeout=120).execute()
    return [cell.outputs for cell in notebook.cells]


def plain(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what differs between any two runs: temporary names, addresses, pixels.

    Jupyter flushes stdout and stderr at moments of its own: each stream is compared as a whole.
    """
    shown = json.loads(json.dumps(outputs))
    streams: dict[str, str] = {}
    kept = []
    for output in shown:
        if output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + output["text"]
            continue
        if "image/png" in output.get("data", {}):
            output["data"]["image/png"] = output["data"]["image/png"][:40]
        kept.append(output)
    text = json.dumps([*kept, sorted(streams.items())])
    text = re.sub(r"(/[^\" ]*/)?(ipykernel_\d+/)?\d+\.py", "cell.py", text)
    return json.loads(re.sub(r"0x[0-9a-f]+", "0x", text))


@pytest.mark.tensorflow
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_outputs_are_those_of_jupyter(run) -> None:
    expected, found = jupyters(), ours(run)
    assert len(found) == len(expected) == len(CELLS)
    different = {
        source: (plain(was), plain(now))
        for source, was, now in zip(CELLS, expected, found, strict=True)
        if plain(was) != plain(now)
    }
    assert not different


def test_bound_names_are_those_of_the_cell_itself() -> None:
    source = (
        "import os.path, numpy as np\nfrom a import b as c\nx, (y, *z) = 1, (2, 3)\n"
        "for i in []: pass\nwith open('f') as f: pass\n"
        "def g(inner):\n    local = 1\nclass C:\n    attribute = 1\n[k for k in []]\n(w := 1)"
    )
    names = set(bound_names(source))
    assert {"os", "np", "c", "x", "y", "z", "i", "f", "g", "C", "w"} <= names
    assert not names & {"local", "inner", "attribute"}
    assert bound_names("def f(:") == []
