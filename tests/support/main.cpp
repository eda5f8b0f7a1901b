#define BOOST_TEST_MODULE ptimport
#include <boost/test/unit_test.hpp>
