// FaultyEnv: LevelDB's environment in memory, with a disk that can fill up and a process that can
// die.
//
// Threads: as LevelDB's Env; the switches from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace leveldb {
class Env;
}

namespace meridian {

class FaultyEnv {
 public:
  FaultyEnv();
  ~FaultyEnv();

  // For DatabaseOptions::env. Files live as long as this.
  leveldb::Env* env() { return env_.get(); }

  // How many more bytes appends may write before they fail part-way, as on a full disk; < 0: no
  // bound.
  void SetFreeBytes(int64_t bytes) { free_bytes_ = bytes; }
  // Only files whose names end so meet a full disk. LevelDB's logs (".log") are written by the
  // caller's thread alone, so what a simulation meets doesn't depend on the background thread.
  // Call before the first file is opened.
  void FailOnly(std::string suffix) { suffix_ = std::move(suffix); }

 private:
  std::atomic<int64_t> free_bytes_{-1};
  std::string suffix_;
  std::unique_ptr<leveldb::Env> memory_;
  std::unique_ptr<leveldb::Env> env_;
};

}  // namespace meridian
