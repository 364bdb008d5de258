// Reclaimer: gives back the space of tables that this region no longer has.
//
// Dropping a table is instant: its replica here becomes kDeleting, this says kDeleted at once, and
// the table's number is retired. Its rows go in the background, a chunk a turn, and what is left to
// do survives a crash. The same for an index that was removed, or whose table was: the catalog
// remembers its number until the rows are gone.
//
// Threads: Look from any thread; the work runs on the shards' executors.
#pragma once

#include <memory>
#include <mutex>
#include <set>

#include "storage/table/region.h"

namespace meridian {

class Reclaimer {
 public:
  // `region` and `catalog` outlive this and every pending turn.
  Reclaimer(Region& region, CatalogReader& catalog);

  // Goes on with what a crash interrupted.
  Status Start();
  // The catalog changed: looks for replicas of this region that are to be deleted, and for indexes
  // that were.
  void Look();

 private:
  struct Work;
  void Retire(TablePtr table);
  // Unless the region is stopping, or somebody else has retired it.
  void RetireLater(TablePtr table, const Error& cause);
  enum class What : uint8_t { kTable, kIndex };
  void Reclaim(TableNumber number, What what);
  void Finish(std::shared_ptr<Work> work);
  void ReclaimChunk(std::shared_ptr<Work> work);

  Region& region_;
  CatalogReader& catalog_;
  std::mutex mutex_;               // Guards indexes_.
  std::set<TableNumber> indexes_;  // Those under way.
};

}  // namespace meridian
