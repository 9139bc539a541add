"""nbgrader's gradebook: the only place that knows SQLAlchemy and nbgrader.

:mod:`graders.gradebook.projection` writes grades into ``gradebook.db`` and ``autograded/``,
:mod:`graders.gradebook.adjustments` reads back what people changed in formgrader,
:mod:`graders.gradebook.plugin` makes nbgrader's own commands run our pipeline. Our result store
is the truth; everything here can be made again from it.
"""

from graders.gradebook.config import nbgrader_config

__all__ = ["nbgrader_config"]
