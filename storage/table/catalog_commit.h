// CatalogCommit: the commit hook of shard 0: its log, and the catalog beside it.
//
// The registers change within turns; the view that readers hold is swapped when the batch is on
// disk, and only then.
//
// Threads: view() and sequence() from any thread; the rest on shard 0's executor.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "storage/table/registers.h"
#include "storage/table/shard_log.h"

namespace meridian {

class CatalogCommit final : public CommitHook {
 public:
  // `log` outlives this.
  CatalogCommit(std::string region, ShardLog& log);

  // What is on disk: the view, and the control partition's sequence that made it.
  struct Published {
    CatalogViewPtr view;
    uint64_t sequence = 0;
  };
  Published published() const;
  CatalogViewPtr view() const { return published().view; }

  // In a turn.
  Registers& registers() { return registers_; }

  // `listener` is called after each commit that changed the catalog, on shard 0's executor. Added
  // before the first turn.
  void AddListener(std::function<void()> listener) { listeners_.push_back(std::move(listener)); }

  Status Load(const DatabasePtr& database) override;
  void TurnBegins() override { log_.TurnBegins(); }
  void TurnFails() override { log_.TurnFails(); }
  void Seal(Turn& batch) override { log_.Seal(batch); }
  void Committed() override;
  void Failed() override { log_.Failed(); }

 private:
  void Publish();
  void Tell() const;

  ShardLog& log_;
  Registers registers_;
  std::vector<std::function<void()>> listeners_;
  mutable std::mutex mutex_;  // Guards published_.
  Published published_;
};

}  // namespace meridian
