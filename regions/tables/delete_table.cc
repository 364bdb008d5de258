#include "regions/tables/delete_table.h"

#include "regions/tables/constraints.h"
#include "regions/tables/replica_updates.h"
#include "regions/tables/table_status.h"

namespace meridian {

Result<std::vector<RegisterWrite>> DecideDeleteTable(const std::string& name,
                                                     const CatalogView& catalog) {
  const TablePtr table = catalog.Find(name);
  if (!table) return TableNotFound(name);
  const ReplicaStatus status = table->self().status;
  if (status == ReplicaStatus::kCreating || status == ReplicaStatus::kDeleting) {
    return InUse(*table);
  }
  for (const auto& [name, index] : table->indexes) {
    if (index.status == IndexStatus::kActive) continue;
    return Error{Errc::kInUse,
                 "Attempt to change a resource which is still in use: Cannot delete table while "
                 "indexes are being created, updated, or deleted."};
  }
  if (table->local.deletion_protection) {
    return ValidationError(
        "Resource cannot be deleted as it is currently protected against deletion. Disable "
        "deletion protection first.");
  }
  TRY(CheckIsNoSource(*table, table->region));
  Replica replica = table->self();
  replica.status = ReplicaStatus::kDeleting;
  return std::vector<RegisterWrite>{{table->id, std::move(replica), table->region}};
}

}  // namespace meridian
