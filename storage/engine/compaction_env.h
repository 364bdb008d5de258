// CompactionEnv: the machine's files, and a thread of its own for the work behind the writes.
//
// LevelDB's own Env has one background thread for all databases of a process, so one shard's
// compaction would hold up another's full memtable, and with it that shard's writes. Each database
// gets one of these. Its thread runs at a lower priority: what clients wait for comes first.
//
// Threads: as leveldb::Env, any.
#pragma once

#include <leveldb/env.h>

#include <memory>

namespace meridian {

// Outlives the database that it is given to; destroying it ends the thread, which must be idle.
std::unique_ptr<leveldb::Env> MakeCompactionEnv();

}  // namespace meridian
