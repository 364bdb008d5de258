#include "regions/tables/description.h"

#include <utility>

#include "regions/tables/table_name.h"

namespace meridian {

TableDescription Describe(TablePtr table, const TableStatistics& statistics) {
  TableDescription description;
  description.status = StatusOf(*table);
  description.size = statistics.SizeOf(*table);
  description.arn = TableArn(table->region, table->name);
  if (!table->stream.label.empty()) {
    description.latest_stream_arn = StreamArn(table->region, table->name, table->stream.label);
  }
  if (table->global()) {
    for (const auto& [region, replica] : table->replicas) {
      description.replicas.push_back(
          {region, replica.status, TableArn(region, table->name), replica.description});
    }
  }
  for (const auto& [name, index] : table->indexes) {
    description.indexes.push_back(
        {&index, statistics.SizeOf(index), description.arn + "/index/" + name});
  }
  description.table = std::move(table);
  return description;
}

}  // namespace meridian
