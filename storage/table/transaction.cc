#include "storage/table/transaction.h"

#include "storage/base/check.h"

namespace meridian {

ItemState DecidedState(const PreparedItem& item, const TransactionDecision& decision) {
  CHECK(item.next.has_value());
  ItemState state = *item.next;
  Version& version = state.version;
  CHECK(decision.time >= version.time);
  version.time = decision.time;
  version.clock = decision.clock;
  version.seen.Raise(version.origin, version.time, version.settles());
  return state;
}

}  // namespace meridian
