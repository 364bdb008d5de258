// meridian-links: forwards every connection between the regions of one machine, so that
// `deploy/local cut` and `heal` can break and mend the network between two of them for real.
#include <signal.h>

#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <exception>
#include <fstream>

#include "deploy/links/board.h"
#include "deploy/links/control.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: meridian-links LINKS_FILE CONTROL_SOCKET\n");
    return 2;
  }
  try {
    std::ifstream file(argv[1]);
    if (!file) throw std::runtime_error("cannot be read");
    meridian::links::net::io_context io(1);
    meridian::links::Board board(io, file);
    meridian::links::Control control(io, board, argv[2]);
    boost::asio::signal_set stop(io, SIGTERM, SIGINT);
    stop.async_wait([&io](auto, int) { io.stop(); });
    board.Start();
    control.Start();
    io.run();
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "links.start_failed file=%s error=\"%s\"\n", argv[1], fault.what());
    return 1;
  }
  return 0;
}
