/** Tables in files to Records: any table of the site, from the formats that pipelines write. */
@NullMarked
package org.platebook.intake.load;

import org.jspecify.annotations.NullMarked;
