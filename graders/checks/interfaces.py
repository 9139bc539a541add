r"""Interfaces that newer libraries removed or changed: broken by the library, not by the student.

Each :class:`Interface` is recognised by the exception's class, its message and the line that
raised; it says what to write instead. ``find`` and ``replace`` (for :func:`re.sub`) mend the line
where that can be done mechanically, so that a run with the line substituted can be graded
(``graders/running/mended.py``).
To add one: append it here with an ``example`` that still breaks; the tests run every example
against the installed libraries, and where ``find`` is given, run the mended line as well.
"""

from __future__ import annotations

import re

from graders.model.evidence import Raised
from graders.model.values import Struct


class Interface(Struct, frozen=True, kw_only=True):
    """One interface. ``old`` is what was written, ``write`` what to write now, ``since`` where.

    ``error`` is the exception's class, ``message`` and ``source`` are regular expressions that
    its message and its line must contain. ``example`` breaks; ``before`` prepares it.
    ``everywhere`` marks a ``find`` that only matches what breaks: such lines are mended at once,
    also where another line raises (a layer's name is read by ``predict``). ``path``
    marks a changed file name, which other lines know by the old one.
    """

    old: str
    write: str
    since: str
    error: str
    message: str
    example: str
    source: str = ""
    find: str = ""
    replace: str = ""
    before: str = ""
    everywhere: bool = False
    path: bool = False

    def explains(self, raised: Raised) -> bool:
        """Whether this interface is what the exception is about."""
        return (
            raised.type in self.error.split("|")
            and re.search(self.message, raised.message) is not None
            and (not self.source or re.search(self.source, raised.source_line) is not None)
        )

    def mended(self, statement: str) -> str | None:
        """The lines with today's interface, or ``None`` where it takes a person to rewrite them."""
        if not self.find:
            return None
        changed = re.sub(self.find, self.replace, statement, flags=re.DOTALL)
        return changed if changed != statement else None


_XY = "import numpy as np\nx, y = np.random.rand(20, 4), np.arange(20) % 2\n"
_MODEL = (
    "import keras\nfrom keras import Sequential\nfrom keras.layers import Dense, Input\n"
    + _XY
    + "model = Sequential([Input((4,)), Dense(1, activation='sigmoid')])\n"
)
_TRAINED = (
    _MODEL
    + "model.compile('adam', 'binary_crossentropy', metrics=['accuracy', 'mae'])\n"
    + "history = model.fit(x, y, validation_split=0.2, verbose=0)\n"
)
_FRAME = "import pandas as pd\ndf = pd.DataFrame({'n': [1, 2, 3], 's': ['x', 'y', 'z']})\n"

INTERFACES: tuple[Interface, ...] = (
    Interface(
        old="mean_squared_error(..., squared=False)",
        write="root_mean_squared_error(y_val, y_val_pred)",
        since="scikit-learn 1.6",
        error="TypeError",
        message="unexpected keyword argument 'squared'",
        find=r"mean_squared_error\((.*?),\s*squared\s*=\s*False\s*,?\s*\)",
        replace=r"mean_squared_error(\1) ** 0.5",
        everywhere=True,
        before="from sklearn.metrics import mean_squared_error",
        example="mean_squared_error([1, 2], [1, 3], squared=False)",
    ),
    Interface(
        old="Sequential(Dense(...))",
        write="Sequential([Dense(...), Dense(...)])",
        since="Keras 3",
        error="TypeError",
        message=r"^'\w+' object is not iterable",
        source=r"Sequential\(\s*[\w.]*[A-Z]\w*\(",
        find=r"Sequential\((\s*[\w.]*[A-Z]\w*\(.*\))\s*,?\s*\)",
        replace=r"Sequential([\1])",
        everywhere=True,
        before="from keras import Sequential\nfrom keras.layers import Dense",
        example="model = Sequential(Dense(3, activation='relu'))",
    ),
    Interface(
        old="Sequential(Dense(...), Dense(...))",
        write="Sequential([Dense(...), Dense(...)])",
        since="Keras 3",
        error="ValueError",
        message=r"Expected `trainable` to be a boolean. Received: trainable=<",
        find=r"Sequential\((\s*[\w.]*[A-Z]\w*\(.*\))\s*,?\s*\)",
        replace=r"Sequential([\1])",
        everywhere=True,
        before="from keras import Sequential\nfrom keras.layers import Dense",
        example="model = Sequential(Dense(3), Dense(1))",
    ),
    Interface(
        old="Sequential(Input(...))",
        write="Sequential([Input(...), Dense(...)])",
        since="Keras 3",
        error="TypeError",
        message=r"symbolic KerasTensor cannot be used as a boolean",
        source=r"Sequential\(\s*[\w.]*Input\(",
        find=r"Sequential\((\s*[\w.]*[A-Z]\w*\(.*\))\s*,?\s*\)",
        replace=r"Sequential([\1])",
        everywhere=True,
        before="from keras import Input, Sequential",
        example="model = Sequential(Input((3,)))",
    ),
    Interface(
        old="metrics='accuracy'",
        write="metrics=['accuracy']",
        since="Keras 3",
        error="ValueError",
        message=r"Expected `metrics` argument to be a list",
        find=r"metrics\s*=\s*(['\"]\w+['\"])",
        replace=r"metrics=[\1]",
        everywhere=True,
        before=_MODEL,
        example=("model.compile('adam', 'mse', metrics='accuracy'); model.fit(x, y, verbose=0)"),
    ),
    Interface(
        old="Input(shape=(784))",
        write="Input(shape=(784,))",
        since="Keras 3",
        error="ValueError",
        message=r"Cannot convert '\d+' to a shape",
        find=r"shape\s*=\s*(?:\(\s*(\d+)\s*\)|(\d+)(?=\s*[,)]))",
        replace=r"shape=(\1\2,)",
        everywhere=True,
        before="from keras import Input",
        example="inputs = Input(shape=(784))",
    ),
    Interface(
        old="load_boston",
        write="pd.read_csv('data/train.csv')",
        since="scikit-learn 1.2",
        error="ImportError",
        message=r"`?load_boston`? has been removed|cannot import name 'load_boston'",
        example="from sklearn.datasets import load_boston",
    ),
    Interface(
        old="ModelCheckpoint('best.h5', save_weights_only=True)",
        write="ModelCheckpoint('best.weights.h5', save_weights_only=True)",
        since="Keras 3",
        error="ValueError",
        message=r"filepath provided must end in `\.weights\.h5`",
        find=r"ModelCheckpoint\((.*?)(['\"])([^'\"]*?)(?:\.\w+)?\2",
        replace=r"ModelCheckpoint(\1\2\3.weights.h5\2",
        path=True,
        before="from keras.callbacks import ModelCheckpoint",
        example="ModelCheckpoint('best.h5', save_weights_only=True)",
    ),
    Interface(
        old="ModelCheckpoint('best.h5')",
        write="ModelCheckpoint('best.keras')",
        since="Keras 3",
        error="ValueError",
        message=r"filepath provided must end in `\.keras`",
        find=r"ModelCheckpoint\((.*?)(['\"])([^'\"]*?)(?:\.\w+)?\2",
        replace=r"ModelCheckpoint(\1\2\3.keras\2",
        path=True,
        before="from keras.callbacks import ModelCheckpoint",
        example="ModelCheckpoint('best.hdf5', save_best_only=True)",
    ),
    Interface(
        old="model.save('model')",
        write="model.save('model.keras')",
        since="Keras 3",
        error="ValueError",
        message="Invalid filepath extension for saving",
        find=r"\.save\((['\"])([^'\".]+)\1",
        replace=r".save(\1\2.keras\1",
        path=True,
        before=_MODEL,
        example="model.save('model')",
    ),
    Interface(
        old="np_utils.to_categorical",
        write="keras.utils.to_categorical",
        since="Keras 2.13",
        error="ImportError|ModuleNotFoundError|AttributeError",
        message="np_utils",
        find=r"from (\w+\.)?keras\.utils import np_utils",
        replace=r"from keras import utils as np_utils",
        everywhere=True,
        example="from keras.utils import np_utils",
    ),
    Interface(
        old="boxplot(..., labels=...)",
        write="boxplot(..., tick_labels=...)",
        since="Matplotlib 3.11",
        error="TypeError",
        message=r"boxplot\(\) got an unexpected keyword argument 'labels'",
        find=r"\blabels\s*=",
        replace="tick_labels=",
        before="import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt",
        example="plt.boxplot([[1, 2], [2, 3]], labels=['a', 'b'])",
    ),
    Interface(
        old="history.history['acc']",
        write="history.history['accuracy']",
        since="Keras 2.3",
        error="KeyError",
        message=r"^'(val_)?acc'$",
        find=r"\[\s*(['\"])(val_)?acc\1\s*\]",
        replace=r"[\1\2accuracy\1]",
        everywhere=True,
        before=_TRAINED,
        example="history.history['val_acc']",
    ),
    Interface(
        old="history.history['mean_absolute_error']",
        write="history.history['mae']",
        since="Keras 3",
        error="KeyError",
        message=r"^'(val_)?mean_absolute_error'$",
        find=r"\[\s*(['\"])(val_)?mean_absolute_error\1\s*\]",
        replace=r"[\1\2mae\1]",
        everywhere=True,
        before=_TRAINED,
        example="history.history['mean_absolute_error']",
    ),
    Interface(
        old="history.history['mean_squared_error']",
        write="history.history['mse']",
        since="Keras 3",
        error="KeyError",
        message=r"^'(val_)?mean_squared_error'$",
        find=r"\[\s*(['\"])(val_)?mean_squared_error\1\s*\]",
        replace=r"[\1\2mse\1]",
        everywhere=True,
        before=_MODEL
        + "model.compile('adam', 'mse', metrics=['mse'])\nhistory = model.fit(x, y, verbose=0)",
        example="history.history['mean_squared_error']",
    ),
    Interface(
        old="df.loc[mask, column] = 1 on a column of text",
        write="df[column] = (df[column] == 'Yes').astype(int)",
        since="pandas 3",
        error="TypeError",
        message=r"Invalid value '.*' for dtype 'str'",
        before=_FRAME,
        example="df.loc[df.s == 'x', 's'] = 1",
    ),
    Interface(
        old="df.loc[mask, column] = 'text' on a column of numbers",
        write="df[column] = df[column].astype(object)",
        since="pandas 3",
        error="TypeError",
        message=r"Invalid value '.*' for dtype '(u?int|float|bool)",
        before=_FRAME,
        example="df.loc[0, 'n'] = 'none'",
    ),
    Interface(
        old="Adam(lr=0.01)",
        write="Adam(learning_rate=0.01)",
        since="Keras 3",
        error="ValueError|TypeError",
        message=r"not recognized: \{'lr'|unexpected keyword argument 'lr'",
        find=r"\blr\s*=",
        replace="learning_rate=",
        before="import keras",
        example="keras.optimizers.Adam(lr=0.1)",
    ),
    Interface(
        old="keras.wrappers.scikit_learn",
        write="model.fit(...) in a loop over KFold(...).split(x)",
        since="Keras 2.12",
        error="ModuleNotFoundError|ImportError",
        message=r"keras\.wrappers|'wrappers'",
        example="from keras.wrappers.scikit_learn import KerasClassifier",
    ),
    Interface(
        old="Dense(np.int64(3))",
        write="Dense(int(n_classes))",
        since="Keras 3",
        error="ValueError",
        message=r"invalid value for `units`, expected a positive integer. Received: units=\d+$",
        find=r"Dense\(\s*(?:units\s*=\s*)?([^,()]+(?:\([^()]*\))?)",
        replace=r"Dense(int(\1)",
        before="import numpy as np\nfrom keras.layers import Dense",
        example="Dense(np.int64(3), activation='softmax')",
    ),
    Interface(
        old="tf.keras.losses.mean_squared_error",
        write="keras.losses.MeanSquaredError()",
        since="Keras 3",
        error="AttributeError",
        message=r"module '.*keras\.losses' has no attribute '(mse|mae|mean_\w+_error)'",
        find=r"\b(?:tf\.)?keras\.losses\.(mse|mae|mean_\w+_error)\b(?!\s*\()",
        replace=r"'\1'",
        everywhere=True,
        before=_MODEL + "import tensorflow as tf",
        example="model.compile('adam', loss=tf.keras.losses.mean_squared_error)",
    ),
    Interface(
        old="Dense(16, name='은닉층')",
        write="Dense(16, name='hidden_1')",
        since="Keras 3",
        error="ValueError",
        message="is not a valid (root )?scope name",
        find=r",\s*name\s*=\s*(['\"])[^'\"]*[^A-Za-z0-9_.\\/>'\"-][^'\"]*\1",
        replace="",
        everywhere=True,
        before="from keras import Sequential\nfrom keras.layers import Dense, Input\n" + _XY,
        example=("Sequential([Input((4,)), Dense(3, name='은닉층')]).predict(x, verbose=0)"),
    ),
    Interface(
        old="model.predict_classes(x)",
        write="(model.predict(x) > 0.5).astype(int), or model.predict(x).argmax(axis=1)",
        since="TensorFlow 2.6",
        error="AttributeError",
        message="has no attribute 'predict_classes'",
        before=_MODEL,
        example="model.predict_classes(x)",
    ),
    Interface(
        old="model.predict_proba(x)",
        write="model.predict(x)",
        since="TensorFlow 2.6",
        error="AttributeError",
        message=r"'(Sequential|Functional)' object has no attribute 'predict_proba'",
        find=r"\.predict_proba\(",
        replace=".predict(",
        before=_MODEL,
        example="model.predict_proba(x)",
    ),
    Interface(
        old="model.fit_generator(...)",
        write="model.fit(...)",
        since="Keras 3",
        error="AttributeError",
        message="has no attribute '(fit|predict|evaluate)_generator'",
        find=r"\.(fit|predict|evaluate)_generator\(",
        replace=r".\1(",
        everywhere=True,
        before=_MODEL + "model.compile('adam', 'mse')",
        example="model.fit_generator(x, y, verbose=0)",
    ),
    Interface(
        old="keras.layers.core, keras.layers.normalization, keras.layers.advanced_activations",
        write="from keras.layers import Dense, BatchNormalization, LeakyReLU",
        since="Keras 2.13",
        error="ModuleNotFoundError|ImportError",
        message=r"keras\.layers\.(core|normalization|advanced_activations|convolutional|recurrent)",
        find=r"from (\w+\.)?keras\.layers\.\w+ import",
        replace="from keras.layers import",
        everywhere=True,
        example="from keras.layers.core import Dense",
    ),
    Interface(
        old="from keras.optimizers import adam",
        write="from keras.optimizers import Adam",
        since="Keras 2.4",
        error="ImportError|AttributeError",
        message=r"(adam|sgd|rmsprop)'.*keras\.optimizers|keras\.optimizers' has no attribute",
        example="from keras.optimizers import adam",
    ),
    Interface(
        old="from sklearn.cross_validation import train_test_split",
        write="from sklearn.model_selection import train_test_split",
        since="scikit-learn 0.20",
        error="ModuleNotFoundError",
        message=r"sklearn\.cross_validation",
        find=r"sklearn\.cross_validation",
        replace="sklearn.model_selection",
        everywhere=True,
        example="from sklearn.cross_validation import train_test_split",
    ),
    Interface(
        old="OneHotEncoder(sparse=False)",
        write="OneHotEncoder(sparse_output=False)",
        since="scikit-learn 1.4",
        error="TypeError",
        message=r"OneHotEncoder.*unexpected keyword argument 'sparse'",
        find=r"\bsparse\s*=",
        replace="sparse_output=",
        before="from sklearn.preprocessing import OneHotEncoder",
        example="OneHotEncoder(sparse=False)",
    ),
    Interface(
        old="encoder.get_feature_names()",
        write="encoder.get_feature_names_out()",
        since="scikit-learn 1.2",
        error="AttributeError",
        message="has no attribute 'get_feature_names'",
        find=r"\.get_feature_names\(",
        replace=".get_feature_names_out(",
        everywhere=True,
        before=_FRAME + "from sklearn.preprocessing import OneHotEncoder\n"
        "encoder = OneHotEncoder().fit(df)",
        example="encoder.get_feature_names()",
    ),
    Interface(
        old="df.append(other)",
        write="pd.concat([df, other])",
        since="pandas 2",
        error="AttributeError",
        message="'(DataFrame|Series)' object has no attribute 'append'",
        find=r"(\w+)\.append\(([\w.]+)\)",
        replace=r"pd.concat([\1, \2])",
        before=_FRAME,
        example="df.append(df)",
    ),
    Interface(
        old="df.iteritems()",
        write="df.items()",
        since="pandas 2",
        error="AttributeError",
        message="has no attribute 'iteritems'",
        find=r"\.iteritems\(",
        replace=".items(",
        everywhere=True,
        before=_FRAME,
        example="list(df.iteritems())",
    ),
    Interface(
        old="df.ix[0]",
        write="df.iloc[0] or df.loc[0]",
        since="pandas 1",
        error="AttributeError",
        message="has no attribute 'ix'",
        before=_FRAME,
        example="df.ix[0]",
    ),
    Interface(
        old="df.fillna(method='ffill')",
        write="df.ffill()",
        since="pandas 3",
        error="TypeError",
        message=r"fillna\(\) got an unexpected keyword argument 'method'",
        find=r"\.fillna\(\s*method\s*=\s*['\"]([fb])f?i?l?l?['\"]\s*\)",
        replace=r".\1fill()",
        everywhere=True,
        before=_FRAME,
        example="df.fillna(method='ffill')",
    ),
    Interface(
        old="df.mean() with columns of text",
        write="df.mean(numeric_only=True)",
        since="pandas 2",
        error="TypeError",
        message=r"Cannot perform reduction '(mean|std|median|var|sum)' with string dtype",
        find=r"\.(mean|std|median|var)\(\s*\)",
        replace=r".\1(numeric_only=True)",
        before=_FRAME,
        example="df.mean()",
    ),
    Interface(
        old="np.float, np.int",
        write="float, int",
        since="NumPy 1.24",
        error="AttributeError",
        message=r"module 'numpy' has no attribute '(float|int|object|str)'",
        find=r"\bnp\.(float|int|object|str)\b",
        replace=r"\1",
        everywhere=True,
        before="import numpy as np",
        example="np.float(3)",
    ),
    Interface(
        old="tf.Session(), tf.placeholder(...)",
        write="call the function directly, with tf.GradientTape() for gradients",
        since="TensorFlow 2",
        error="AttributeError",
        message="module 'tensorflow' has no attribute '(Session|placeholder|global_variables_init)",
        before="import tensorflow as tf",
        example="tf.Session()",
    ),
    Interface(
        old="keras.backend.mean, keras.backend.square",
        write="keras.ops.mean, keras.ops.square",
        since="Keras 3",
        error="AttributeError",
        message=r"module '.*keras\.backend' has no attribute",
        find=r"\b(?:keras\.backend|K)\.(mean|sum|square|abs|exp|log|sqrt|maximum|minimum)\(",
        replace=r"keras.ops.\1(",
        everywhere=True,
        before="import keras\nfrom keras import backend as K",
        example="K.mean([1.0, 2.0])",
    ),
    Interface(
        old="from keras.preprocessing.text import Tokenizer",
        write="keras.layers.TextVectorization(...)",
        since="Keras 3",
        error="ModuleNotFoundError",
        message=r"keras\.preprocessing\.(text|sequence)",
        example="from keras.preprocessing.text import Tokenizer",
    ),
    Interface(
        old="Dense(8, init='uniform')",
        write="Dense(8, kernel_initializer='uniform')",
        since="Keras 2",
        error="ValueError",
        message=r"Unrecognized keyword arguments passed to \w+: \{'init'",
        find=r"\binit\s*=",
        replace="kernel_initializer=",
        before="from keras.layers import Dense",
        example="Dense(8, init='uniform')",
    ),
    Interface(
        old="model.fit(..., nb_epoch=50)",
        write="model.fit(..., epochs=50)",
        since="Keras 2",
        error="TypeError|ValueError",
        message="unexpected keyword argument 'nb_epoch'",
        find=r"\bnb_epoch\s*=",
        replace="epochs=",
        everywhere=True,
        before=_MODEL + "model.compile('adam', 'mse')",
        example="model.fit(x, y, nb_epoch=1, verbose=0)",
    ),
    Interface(
        old="plt.style.use('seaborn')",
        write="plt.style.use('seaborn-v0_8')",
        since="Matplotlib 3.8",
        error="OSError",
        message=r"'seaborn(-\w+)?' is not a valid package style",
        find=r"(['\"])seaborn(-(?!v0)\w+)?\1",
        replace=r"\1seaborn-v0_8\2\1",
        everywhere=True,
        before="import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt",
        example="plt.style.use('seaborn')",
    ),
    Interface(
        old="sns.countplot(column)",
        write="sns.countplot(data=df, x='column')",
        since="seaborn 0.12",
        error="TypeError",
        message=r"plot\(\) takes (from 0 to 1|\d+) positional arguments? but \d+ (positional|were)",
        before="import matplotlib\nmatplotlib.use('Agg')\nimport seaborn as sns\n" + _FRAME,
        example="sns.countplot(df['n'], df['s'])",
    ),
)


def removed_interface(raised: Raised) -> Interface | None:
    """The interface that an exception is about, if it is in the table."""
    return next((entry for entry in INTERFACES if entry.explains(raised)), None)
