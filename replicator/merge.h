// Merge: what a region keeps when it holds one state of an item and meets another.
//
// Last-writer-wins over whole states: the value of the larger Order(version), everything that
// either side had seen, the later horizon. It is a join: commutative, associative and idempotent in
// the state, so every region ends with the same one, whatever the order, repetition or route. The
// seen vector never decides the winner ("vector first, then time" is not an order: three writes can
// form a cycle that never converges); it only tells a version that was superseded from one that was
// written concurrently and lost.
//
// Threads: pure functions.
// Source: docs/consistency.md.
#pragma once

#include "storage/table/replica_store.h"

namespace meridian {

// `current` is nullptr when nothing is stored, not even a tombstone. The outcome has a loser iff
// the two are concurrent and not both expiries of the same version. Two states under one version id
// that differ in their bytes are a defect: logged at ERROR, and settled by the bytes, so that the
// regions still agree.
MergeOutcome Merge(const ItemState* current, const ItemState& incoming);

}  // namespace meridian
