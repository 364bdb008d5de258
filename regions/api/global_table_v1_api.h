// The calls of global tables version 2017.11.29, answered as the service answers them today: there
// is no such table, and none can be made. Version 2019.11.21 goes through UpdateTable.
//
// Threads: as every operation (regions/api/call.h).
// Source: dynamodb.md 2.2.
#pragma once

#include "regions/api/operations.h"

namespace meridian {

void AddGlobalTableV1Operations(Operations* operations);

}  // namespace meridian
