# relu behind the last layer as well: logits below 0 are lost. Training is stopped early.
# fails: logits
# partial: test-accuracy
# because: forward-relu
# %% forward
STEPS = 100


def forward(x, weights):
    for w, b in weights:
        x = tf.nn.relu(tf.matmul(x, w) + b)
    return x
