// ScalingBook: the scalable targets of this region, durable, and what auto scaling did of late.
//
// A change is decided on the targets as they are, stored, and only then seen by readers; changes
// are made one after another. Activities are kept in memory, the newest kActivitiesMax.
//
// Threads: every member from any thread. A change's `decide` runs under no lock but before any
// other change; `done` comes on the thread on which the storage answers.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "regions/scaling/scalable_target.h"
#include "storage/base/result.h"
#include "storage/base/scheduler.h"

namespace meridian {

using ScalableTargets = std::vector<ScalableTarget>;
using ScalableTargetsPtr = std::shared_ptr<const ScalableTargets>;

class ScalingBook {
 public:
  static constexpr size_t kActivitiesMax = 1000;

  // Where the targets are kept, as one value.
  struct Storage {
    std::function<Result<std::optional<std::string>>()> read;
    std::function<void(std::string, UniqueFunction<void(Status)>)> write;
  };
  // Changes the targets, or says why not.
  using Decide = UniqueFunction<Status(ScalableTargets* targets)>;

  explicit ScalingBook(Storage storage) : storage_(std::move(storage)) {}

  // Before anything else.
  Status Load();

  ScalableTargetsPtr targets() const;
  // `done` gets the decision's error, or the storage's; then nothing has changed.
  void Update(Decide decide, UniqueFunction<void(Status)> done);

  void AddActivity(ScalingActivity activity);
  // The newest first.
  std::vector<ScalingActivity> Activities() const;

 private:
  struct Change {
    Decide decide;
    UniqueFunction<void(Status)> done;
  };
  void Next();

  const Storage storage_;
  mutable std::mutex mutex_;  // Guards all below.
  ScalableTargetsPtr targets_ = std::make_shared<const ScalableTargets>();
  std::deque<Change> waiting_;
  bool busy_ = false;  // A change is being decided or stored.
  std::deque<ScalingActivity> activities_;
};

}  // namespace meridian
