#include "regions/tables/table_status.h"

#include <string>

#include "storage/base/check.h"

namespace meridian {

TableStatus StatusOf(const Table& table) {
  switch (table.self().status) {
    case ReplicaStatus::kCreating:
    case ReplicaStatus::kCreationFailed: return TableStatus::kCreating;
    case ReplicaStatus::kDeleting:
    case ReplicaStatus::kDeleted: return TableStatus::kDeleting;
    case ReplicaStatus::kUpdating: return TableStatus::kUpdating;
    case ReplicaStatus::kActive: break;
  }
  for (const auto& [region, replica] : table.replicas) {
    switch (replica.status) {
      case ReplicaStatus::kCreating:
      case ReplicaStatus::kUpdating:
      case ReplicaStatus::kDeleting: return TableStatus::kUpdating;
      default: break;
    }
  }
  for (const auto& [name, index] : table.indexes) {
    if (index.status != IndexStatus::kActive) return TableStatus::kUpdating;
  }
  return TableStatus::kActive;
}

std::string_view TableStatusName(TableStatus status) {
  switch (status) {
    case TableStatus::kCreating: return "CREATING";
    case TableStatus::kUpdating: return "UPDATING";
    case TableStatus::kDeleting: return "DELETING";
    case TableStatus::kActive: return "ACTIVE";
  }
  CHECK(false);
}

std::string_view IndexStatusName(IndexStatus status) {
  switch (status) {
    case IndexStatus::kCreating: return "CREATING";
    case IndexStatus::kActive: return "ACTIVE";
    case IndexStatus::kDeleting: return "DELETING";
  }
  CHECK(false);
}

std::string_view ReplicaStatusName(ReplicaStatus status) {
  switch (status) {
    case ReplicaStatus::kCreating: return "CREATING";
    case ReplicaStatus::kCreationFailed: return "CREATION_FAILED";
    case ReplicaStatus::kUpdating: return "UPDATING";
    case ReplicaStatus::kDeleting:
    case ReplicaStatus::kDeleted: return "DELETING";
    case ReplicaStatus::kActive: return "ACTIVE";
  }
  CHECK(false);
}

Error InUse(const Table& table) {
  const TableStatus status = StatusOf(table);
  CHECK(status != TableStatus::kActive);
  const char* doing = status == TableStatus::kCreating   ? "created"
                      : status == TableStatus::kDeleting ? "deleted"
                                                         : "updated";
  return Error{Errc::kInUse, "Attempt to change a resource which is still in use: Table is being " +
                                 std::string(doing) + ": " + table.name};
}

Error TableNotFound(std::string_view name) {
  return Error{Errc::kNotFound,
               "Requested resource not found: Table: " + std::string(name) + " not found"};
}

}  // namespace meridian
