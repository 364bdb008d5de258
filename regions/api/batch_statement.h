// BatchExecuteStatement: up to 25 statements, each on one item, all reads or all writes.
//
// The statements are independent: the reply has for each what it found, or its error with a code.
// The request as a whole is refused only when it mixes reads and writes, names an item twice, or
// has the wrong shape. Writes are handed to their shards together.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> BatchExecuteStatement(const Services& services, Call call);

}  // namespace meridian
