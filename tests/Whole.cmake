# Tests of the whole: the house's rules, both programs as they are run, and the benchmark.
menting_test(base/log DEPENDS base/log LIBS Threads::Threads)
menting_test(house)
