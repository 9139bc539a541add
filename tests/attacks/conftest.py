import sys
from pathlib import Path

# The attacks' own machinery, which `python tests/attacks` uses as well.
sys.path.insert(0, str(Path(__file__).parent))
