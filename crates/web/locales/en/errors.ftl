# What goes wrong: title, what it means, what to do. One set per code.
error-to-desk = Go to your desk
error-number = Number of this error: { $id }

error-not-signed-in-title = You need to log in
error-not-signed-in-what = You are not logged in, or you have been away for too long.
error-not-signed-in-remedy = Log in in a new tab. Then come back here: what you wrote is still in the browser.

error-not-found-title = The page does not exist
error-not-found-what = The address leads nowhere, or the page belongs to somebody else.
error-not-found-remedy = Check that the address is right. You can also change role and try again.

error-forbidden-title = You may not do this
error-forbidden-what = Your role may read, but not change.
error-forbidden-remedy = Ask the one who owns the matter to do it, or change role if you have another.

error-stale-form-title = The form is too old
error-stale-form-what = The page was opened before you logged in, or from another website. Nothing has been saved.
error-stale-form-remedy = Go back, reload the page and send again.

error-invalid-title = Something needs to be corrected
error-invalid-what = At least one answer cannot be used. Nothing has been saved.
error-invalid-remedy = Go back and correct the answer.

error-bad-request-title = What was sent cannot be read
error-bad-request-what = The service does not understand what was sent. Nothing has been saved.
error-bad-request-remedy = Go back, reload the page and try again.

error-method-not-allowed-title = It cannot be done this way
error-method-not-allowed-what = The address exists, but it does not take what you sent.
error-method-not-allowed-remedy = Go back and use the buttons on the page.

error-conflict-title = Somebody else got there first
error-conflict-what = Somebody has changed the same thing since you opened the page. Nothing of yours has been saved.
error-conflict-remedy = Somebody else has changed the same thing. Open the page in a new tab, read what is new and then save again.

error-precondition-failed-title = Somebody else got there first
error-precondition-failed-what = The record has a newer version than the one you sent in If-Match.
error-precondition-failed-remedy = Read the record again and send the change with its new ETag.

error-precondition-required-title = The version is missing
error-precondition-required-what = The record is shared, so the change must say which version it builds on.
error-precondition-required-remedy = Read the record and send its ETag in If-Match.

error-key-reused-title = The form has already been sent
error-key-reused-what = The same form has been sent before with other answers. The first one counts.
error-key-reused-remedy = Reload the page and send the new answers from there.

error-too-large-title = It is too large
error-too-large-what = What you sent is larger than the service accepts.
error-too-large-remedy = Shorten the text or divide it, and send again.

error-unsupported-media-type-title = The format cannot be read
error-unsupported-media-type-what = The service reads forms and JSON, but not the format that was sent.
error-unsupported-media-type-remedy = Send it with the right Content-Type.

error-too-many-attempts-title = Too many attempts
error-too-many-attempts-what = There have been many attempts in a short time.
error-too-many-attempts-remedy = Wait a while and try again.

error-timeout-title = It took too long
error-timeout-what = The answer was not ready in time.
error-timeout-remedy = Try again in a little while.

error-unavailable-title = The service is busy
error-unavailable-what = The service cannot answer right now.
error-unavailable-remedy = Wait half a minute and try again.

error-storage-full-title = The storage is full
error-storage-full-what = There is no more room in the database. Nothing has been saved.
error-storage-full-remedy = Save your text somewhere else and tell those who run Samkraft.

error-internal-title = Something broke on our side
error-internal-what = It is our fault and not yours. The error has been noted.
error-internal-remedy = Try again in a while. If that does not help, contact us and give the number below.

error-kept-title = What you wrote
error-kept-send = Send the text again
