// ExecuteStatement: one statement of PartiQL.
//
// A SELECT is read in pages; INSERT, UPDATE and DELETE write one item, as PutItem, UpdateItem and
// DeleteItem do. Limit and NextToken mean nothing to a write.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> ExecuteStatement(const Services& services, Call call);

}  // namespace meridian
