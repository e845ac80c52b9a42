#pragma once

#include "kiosk/domain/name_table.h"
#include "kiosk/domain/plan.h"

namespace menting::domain {

/// As configurations and headquarters write them.
inline constexpr Names<ServiceGroup, 4> service_groups{{{ServiceGroup::new_business, "new_business"},
                                                        {ServiceGroup::enquiry, "enquiry"},
                                                        {ServiceGroup::after_sales, "after_sales"},
                                                        {ServiceGroup::complaint, "complaint"}}};

}  // namespace menting::domain
