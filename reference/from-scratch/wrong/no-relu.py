# Nothing between the layers: three of them are one, and the rate is too high for it.
# fails: logits
# blocks: learned, contrast, test-predictions, test-accuracy
# because: forward-linear
# %% forward
def forward(x, weights):
    for w, b in weights:
        x = tf.matmul(x, w) + b
    return x
