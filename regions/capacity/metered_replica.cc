#include "regions/capacity/metered_replica.h"

namespace meridian {

void MeteredReplica::Apply(Partition partition, std::vector<IncomingChange> changes, MergeFn merge,
                           ApplyOptions options, UniqueFunction<void(Status)> done) {
  for (const IncomingChange& change : changes) {
    if (change.conflict) continue;
    const size_t bytes = change.state.value ? change.state.value->item_bytes : 0;
    ledger_.CountReplicated(change.table->number, WriteUnits(bytes));
  }
  store_.Apply(partition, std::move(changes), std::move(merge), std::move(options),
               std::move(done));
}

}  // namespace meridian
