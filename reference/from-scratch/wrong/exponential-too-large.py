# A softmax as the formula stands: e to the 1,000 is no number.
# fails: large-logits
# because: entropy-edge
# %% loss
def cross_entropy(logits, labels):
    raised = tf.exp(logits)
    p = raised / tf.reduce_sum(raised, axis=1, keepdims=True)
    return -tf.reduce_mean(tf.math.log(tf.gather(p, labels, batch_dims=1)))
