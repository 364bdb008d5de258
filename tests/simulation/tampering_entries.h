// TamperingEntries: where index entries arrive, with one defect built in on purpose.
//
// Threads: none.
#pragma once

#include <deque>
#include <optional>

#include "storage/table/entry_store.h"
#include "tests/simulation/tampering_store.h"

namespace meridian::simulation {

class TamperingEntries final : public EntryStore {
 public:
  TamperingEntries(EntryStore& entries, std::optional<Mutant> mutant, Dice& dice)
      : entries_(entries), mutant_(mutant), dice_(dice) {}

  void Deliver(ShardIndex to, Partition home, std::vector<ChangePtr> changes,
               UniqueFunction<void(Status)> done) override;

 private:
  struct Delivered {
    ShardIndex to;
    std::vector<ChangePtr> changes;
  };

  EntryStore& entries_;
  const std::optional<Mutant> mutant_;
  Dice& dice_;
  std::deque<Delivered> earlier_;
  uint16_t strangers_ = 0;
};

}  // namespace meridian::simulation
