#include "tests/simulation/tampering_entries.h"

namespace meridian::simulation {
namespace {

constexpr size_t kKept = 20;
// Home partitions that there are none of: nothing is known to be there of theirs.
constexpr uint16_t kFirstStranger = 1000;

}  // namespace

void TamperingEntries::Deliver(ShardIndex to, Partition home, std::vector<ChangePtr> changes,
                               UniqueFunction<void(Status)> done) {
  if (mutant_ == Mutant::kLoseEntries && dice_.Chance(2)) changes.clear();
  if (mutant_ == Mutant::kForgetDelivery) {
    earlier_.push_back({to, changes});
    if (earlier_.size() > kKept) earlier_.pop_front();
  }
  entries_.Deliver(to, home, std::move(changes), std::move(done));
  if (mutant_ != Mutant::kForgetDelivery || !dice_.Chance(5)) return;
  const Delivered& again = earlier_.front();
  const Partition stranger{static_cast<uint16_t>(kFirstStranger + strangers_++)};
  entries_.Deliver(again.to, stranger, again.changes, [](const Status&) {});
}

}  // namespace meridian::simulation
