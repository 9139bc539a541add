# What `grade run --scheduler` says.
cluster-ready = The cluster runs { $slots } at a time now, on { $machines } { $machines ->
        [one] machine
       *[other] machines
    }.
cluster-left-out = Worker { $worker } is left out: { $problem }
