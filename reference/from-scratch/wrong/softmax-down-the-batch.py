# Softmax over the pictures of a batch instead of the kinds of a picture.
# fails: cross-entropy-right
# blocks: large-logits, learned, contrast, test-accuracy
# because: entropy-slip-softmax-down
# %% loss
def cross_entropy(logits, labels):
    logs = tf.nn.log_softmax(logits, axis=0)
    return -tf.reduce_mean(tf.gather(logs, labels, batch_dims=1))
