"""A twin of the attrition table: made-up employees with the original's columns and difficulty.

How the numbers were estimated, from the original's 1,250 rows (itself fictional, made by IBM):

* Categories are drawn with the original's shares; ``Department`` and ``EducationField`` given
  the role, ``StockOptionLevel`` given the marital status, as counted there.
* A number is drawn through its 13 quantiles at ``LEVELS`` (as standard normal scores), joined by
  straight lines; income within the role. Age, years of work and income hang together through
  one score each, with the original's rank correlations (age and work 0.66; income and work about
  0.6 within a role).
* Years at the company are a share of the years of work, years in the role and with the manager a
  share of those, with the original's quantiles of these shares, so that no one has worked longer
  in a place than at all.
* Who leaves follows a logistic regression fitted to the original (columns scaled to 0..1, ridge
  of weight 1), its weights rounded, and its intercept set so that 16 % leave. A logistic
  regression then ranks people as well as on the original (area under the ROC curve 0.84; 0.83 in
  five folds there).

No row of the original is here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

# Standard normal scores of the levels 0 (taken as 1 in 1,000), .05, .1, .2, ... .9, .95, 1.
LEVELS = (
    -3.0902, -1.6449, -1.2816, -0.8416, -0.5244, -0.2533, 0.0,
    0.2533, 0.5244, 0.8416, 1.2816, 1.6449, 3.0902,
)  # fmt: skip

COLUMNS = (
    "Age", "BusinessTravel", "Department", "DistanceFromHome", "Education", "EducationField",
    "EmployeeNumber", "EnvironmentSatisfaction", "Gender", "JobInvolvement", "JobRole",
    "JobSatisfaction", "MaritalStatus", "MonthlyIncome", "NumCompaniesWorked", "OverTime",
    "PercentSalaryHike", "RelationshipSatisfaction", "StockOptionLevel", "TotalWorkingYears",
    "TrainingTimesLastYear", "WorkLifeBalance", "YearsAtCompany", "YearsInCurrentRole",
    "YearsWithCurrManager",
)  # fmt: skip

SHARES: dict[str, dict[object, float]] = {
    "BusinessTravel": {"Travel_Rarely": 892, "Travel_Frequently": 230, "Non-Travel": 128},
    "Education": {1: 145, 2: 236, 3: 489, 4: 338, 5: 42},
    "EnvironmentSatisfaction": {1: 241, 2: 234, 3: 385, 4: 390},
    "Gender": {"Male": 760, "Female": 490},
    "JobInvolvement": {1: 71, 2: 319, 3: 740, 4: 120},
    "JobSatisfaction": {1: 250, 2: 235, 3: 368, 4: 397},
    "MaritalStatus": {"Married": 570, "Single": 404, "Divorced": 276},
    "OverTime": {"No": 896, "Yes": 354},
    "RelationshipSatisfaction": {1: 230, 2: 258, 3: 397, 4: 365},
    "WorkLifeBalance": {1: 69, 2: 297, 3: 747, 4: 137},
    "TrainingTimesLastYear": {0: 41, 1: 62, 2: 463, 3: 426, 4: 101, 5: 102, 6: 55},
    "NumCompaniesWorked": {
        0: 164, 1: 448, 2: 124, 3: 138, 4: 114, 5: 57, 6: 61, 7: 62, 8: 38, 9: 44,
    },
    "PercentSalaryHike": {
        11: 142, 12: 131, 13: 135, 14: 143, 15: 70, 16: 57, 17: 58, 18: 62, 19: 50, 20: 38,
        21: 33, 22: 38, 23: 20, 24: 11, 25: 12,
    },
}  # fmt: skip

# Role: count, department's shares (None: see MANAGERS), and quantiles of the monthly income.
ROLES: dict[str, tuple[int, str | None, tuple[float, ...]]] = {
    "Sales Executive": (283, "Sales", (
        4001, 4288, 4557, 4907, 5325, 5675, 6272, 6867, 8191, 9266, 10413, 10924, 13872)),
    "Research Scientist": (246, "Research & Development", (
        1009, 2025, 2102, 2323, 2510, 2693, 2901, 3143, 3620, 4332, 4952, 5469, 9724)),
    "Laboratory Technician": (227, "Research & Development", (
        1102, 2008, 2103, 2308, 2451, 2659, 2838, 3295, 3703, 4056, 4967, 5640, 7403)),
    "Manufacturing Director": (123, "Research & Development", (
        4011, 4231, 4351, 4828, 5280, 5975, 6474, 7419, 8815, 10193, 10840, 13124, 13973)),
    "Healthcare Representative": (110, "Research & Development", (
        4014, 4234, 4729, 5346, 5791, 6434, 6811, 7669, 8752, 10012, 10681, 11056, 13966)),
    "Manager": (87, None, (
        11244, 11940, 13860, 16018, 16785, 17056, 17567, 18144, 19035, 19226, 19622, 19841, 19999)),
    "Research Director": (66, "Research & Development", (
        11031, 11555, 11965, 13206, 13524, 14336, 16370, 17159, 17820, 19049, 19469, 19627, 19973)),
    "Sales Representative": (65, "Sales", (
        1052, 1134, 1611, 2150, 2309, 2409, 2610, 2741, 2799, 2977, 3517, 4306, 6632)),
    "Human Resources": (43, "Human Resources", (
        1555, 2077, 2143, 2215, 2581, 2922, 3539, 4121, 5094, 6194, 6426, 9839, 10725)),
}  # fmt: skip
# How far a role's median of working years lies from everybody's, in standard normal scores.
EXPERIENCE = {
    "Manager": 1.3, "Research Director": 1.0, "Manufacturing Director": 0.1,
    "Healthcare Representative": 0.3, "Sales Executive": 0.0, "Human Resources": -0.35,
    "Laboratory Technician": -0.4, "Research Scientist": -0.45, "Sales Representative": -1.0,
}  # fmt: skip

MANAGERS = {"Research & Development": 47, "Sales": 31, "Human Resources": 9}
FIELDS: dict[str, dict[object, float]] = {
    "Human Resources": {
        "Human Resources": 44, "Life Sciences": 25, "Medical": 21, "Technical Degree": 6,
        "Other": 4,
    },
    "Research & Development": {
        "Life Sciences": 46, "Medical": 38, "Technical Degree": 10, "Other": 6,
    },
    "Sales": {
        "Marketing": 36, "Life Sciences": 33, "Medical": 20, "Technical Degree": 8, "Other": 3,
    },
}  # fmt: skip
STOCK: dict[str, dict[object, float]] = {
    "Divorced": {0: 2.5, 1: 58.3, 2: 24.6, 3: 14.5},
    "Married": {0: 21.6, 1: 61.1, 2: 11.8, 3: 5.6},
    "Single": {0: 100},
}
AGE = (18, 24, 26, 29, 31, 34, 36, 38, 41, 45, 50, 54, 60)
WORKING_YEARS = (0, 1, 3, 5, 7, 8, 10, 10, 13, 17, 23, 28, 40)
DISTANCE = (1, 1, 1, 2, 3, 5, 7, 9, 11, 17, 23, 26, 29)
SHARE_AT_COMPANY_OF_MOVERS = (0, 0.03, 0.07, 0.14, 0.22, 0.32, 0.42, 0.5, 0.6, 0.7, 0.83, 0.9, 1)
SHARE_IN_ROLE = (0, 0, 0, 0.32, 0.45, 0.6, 0.67, 0.75, 0.8, 0.88, 1, 1, 1)
SHARE_WITH_MANAGER = (0, 0, 0, 0.25, 0.43, 0.59, 0.67, 0.7, 0.8, 0.88, 1, 1, 1)

INTERCEPT = 0.13
# Weights for columns scaled to 0..1 by these ranges, and for categories.
NUMBER_WEIGHTS = {
    "Age": (18, 60, -1.1),
    "DistanceFromHome": (1, 29, 1.1),
    "MonthlyIncome": (1009, 19999, -0.3),
    "NumCompaniesWorked": (0, 9, 1.35),
    "TotalWorkingYears": (0, 40, -1.1),
    "TrainingTimesLastYear": (0, 6, -0.7),
    "YearsAtCompany": (0, 40, 0.85),
    "YearsInCurrentRole": (0, 18, -1.2),
    "YearsWithCurrManager": (0, 17, -0.75),
}
CATEGORY_WEIGHTS: dict[str, dict[object, float]] = {
    "BusinessTravel": {"Travel_Frequently": 1.5, "Travel_Rarely": 0.6},
    "Department": {"Research & Development": -0.4, "Sales": 0.35},
    "EducationField": {"Life Sciences": -0.3, "Medical": -0.4, "Technical Degree": 0.4},
    "EnvironmentSatisfaction": {2: -0.7, 3: -0.7, 4: -0.95},
    "Gender": {"Male": 0.45},
    "JobInvolvement": {2: -0.5, 3: -0.9, 4: -1.2},
    "JobRole": {
        "Human Resources": 0.4, "Laboratory Technician": 1.0, "Research Director": -1.2,
        "Research Scientist": 0.2, "Sales Representative": 0.8,
    },
    "JobSatisfaction": {2: -0.3, 3: -0.4, 4: -0.95},
    "MaritalStatus": {"Married": 0.3, "Single": 0.8},
    "OverTime": {"Yes": 1.75},
    "RelationshipSatisfaction": {2: -0.6, 3: -0.65, 4: -0.7},
    "StockOptionLevel": {1: -0.75, 2: -0.7},
    "WorkLifeBalance": {2: -0.6, 3: -0.9, 4: -0.4},
}  # fmt: skip


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` employees, one a row, with the columns of ``COLUMNS``."""
    table = pd.DataFrame(
        {column: _pick(generator, shares, count) for column, shares in SHARES.items()}
    )
    table["JobRole"] = role = _pick(generator, {name: r[0] for name, r in ROLES.items()}, count)
    managed = _pick(generator, dict(MANAGERS), count)
    table["Department"] = department = np.array(
        [ROLES[name][1] or of_manager for name, of_manager in zip(role, managed, strict=True)],
        dtype=object,
    )
    table["EducationField"] = _pick_within(generator, FIELDS, department)
    table["StockOptionLevel"] = _pick_within(generator, STOCK, table["MaritalStatus"].to_numpy())

    work, age, income, distance = generator.standard_normal((4, count))
    work = 0.1 + 0.8 * work + np.array([EXPERIENCE[name] for name in role])
    age = 0.66 * work + 0.75 * age
    income = 0.6 * work + 0.8 * income
    table["Age"] = np.interp(age, LEVELS, AGE).round()
    years = np.interp(work, LEVELS, WORKING_YEARS)
    table["TotalWorkingYears"] = np.minimum(years, table["Age"] - 18).round()
    table["MonthlyIncome"] = np.array(
        [np.interp(z, LEVELS, ROLES[name][2]) for z, name in zip(income, role, strict=True)]
    ).round()
    table["DistanceFromHome"] = np.interp(distance, LEVELS, DISTANCE).round()

    at_company, in_role, with_manager = generator.standard_normal((3, count))
    share = np.interp(at_company, LEVELS, SHARE_AT_COMPANY_OF_MOVERS)
    stayed = table["NumCompaniesWorked"] <= 1
    table["YearsAtCompany"] = (table["TotalWorkingYears"] * np.where(stayed, 1, share)).round()
    table["YearsInCurrentRole"] = np.minimum(
        (table["YearsAtCompany"] * np.interp(in_role, LEVELS, SHARE_IN_ROLE)).round(), 18
    )
    table["YearsWithCurrManager"] = np.minimum(
        (table["YearsAtCompany"] * np.interp(with_manager, LEVELS, SHARE_WITH_MANAGER)).round(), 17
    )
    # A number with gaps, as people come and go; in no order, and it means nothing.
    table["EmployeeNumber"] = 1 + np.argsort(generator.random(count + count * 2 // 3))[:count]
    numbers = [column for column in COLUMNS if table[column].dtype.kind == "f"]
    return table.astype(dict.fromkeys(numbers, int))[list(COLUMNS)]


def target(generator: np.random.Generator, people: pd.DataFrame) -> pd.Series:
    """``Attrition``, "Yes" for those who leave, for each row of ``people``."""
    score = np.full(len(people), 0.0)
    for column, (low, high, weight) in NUMBER_WEIGHTS.items():
        score += weight * ((people[column] - low) / (high - low)).to_numpy()
    for column, weights in CATEGORY_WEIGHTS.items():
        score += people[column].map(weights).fillna(0).to_numpy(dtype=float)
    chance = 1 / (1 + np.exp(-(score + INTERCEPT)))
    leaves = generator.random(len(people)) < chance
    return pd.Series(np.where(leaves, "Yes", "No").astype(object), name="Attrition")


def _pick(generator: np.random.Generator, shares: dict, count: int) -> np.ndarray:
    """``count`` levels, drawn with these (unnormalised) shares."""
    return _at(generator.random(count), shares)


def _at(uniform: np.ndarray, shares: dict) -> np.ndarray:
    edges = np.cumsum(list(shares.values()))
    places = np.searchsorted(edges[:-1] / edges[-1], uniform, side="right")
    levels = np.array(list(shares), dtype=object)
    return levels[places] if isinstance(levels[0], str) else levels[places].astype(int)


def _pick_within(generator: np.random.Generator, tables: dict, given: np.ndarray) -> np.ndarray:
    """A level for each row, drawn with the shares that belong to its value of ``given``."""
    uniform = generator.random(len(given))
    first = next(iter(next(iter(tables.values()))))
    drawn = np.empty(len(given), dtype=object if isinstance(first, str) else int)
    for value, shares in tables.items():
        rows = given == value
        drawn[rows] = _at(uniform[rows], shares)
    return drawn
