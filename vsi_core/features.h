/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the guest has and lacks, as users see it: the architecture has the
 * list, sysfs shows it.
 */
#ifndef VSI_CORE_FEATURES_H
#define VSI_CORE_FEATURES_H

unsigned int vsi_features_count(void);
const char *vsi_feature_name(unsigned int index);
int vsi_feature_show(unsigned int index, char *buf);

#endif
